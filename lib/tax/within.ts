/** What it answers, or a rejection when it has not after so many milliseconds: nobody waits for a refinement. */
export function within<T>(patienceMs: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooSlow(`no answer within ${patienceMs} ms`)), patienceMs)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

class TooSlow extends Error {
  override readonly name = 'TooSlow'
}
