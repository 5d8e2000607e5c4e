import type { NotSaved, SaveState } from './autosave'

/** How saving stands, said politely when it changes. Typing itself is not announced. */
export function SaveLine({ state }: { readonly state: SaveState }) {
  const trouble = state.phase === 'not-saved' || state.phase === 'conflict'
  return (
    <p role="status" className="edit-draft-save" data-trouble={trouble}>
      {words(state)}
      {state.phase === 'not-saved' && state.why === 'signed-out' && (
        <>
          {' '}
          <a href="/staff" target="_blank" rel="noopener">
            Sign in (new tab)
          </a>
        </>
      )}
    </p>
  )
}

function words(state: SaveState): string {
  switch (state.phase) {
    case 'untouched':
      return 'Everything is saved.'
    case 'waiting':
    case 'saving':
      return 'Saving …'
    case 'saved':
      return `Saved ${clockWords(state.at)}`
    case 'not-saved':
      return NOT_SAVED[state.why]
    case 'conflict':
      return 'Not saved: decide between the two versions first.'
  }
}

const NOT_SAVED: Readonly<Record<NotSaved, string>> = {
  unreachable: 'Not saved: no connection; trying again. Keep this page open.',
  'signed-out': 'Not saved: you are signed out. Your text is still here and is saved once you are back.',
  forbidden: 'Not saved: your role does not allow that any more. Copy your text before you leave.',
  missing: 'Not saved: this unit is not there any more. Copy your text before you leave.',
  malformed: 'Not saved: this page is out of date. Copy your last change, then reload the page.',
  'too-large': 'Not saved: this is more text than fits. Shorten it to have it saved.',
}

/** "12:04" on the writer's own clock. */
function clockWords(at: Date): string {
  return at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}
