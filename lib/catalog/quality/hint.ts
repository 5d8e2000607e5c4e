/**
 * Advice on a draft. `must`: readers are shut out or misled as it stands. `should`: it could be better. `path` leads to the
 * field, as problems do: `faq.1.answer`.
 */
export type Hint = { readonly level: 'must' | 'should'; readonly message: string; readonly path?: string }
