/** A login's own look: dark and neutral, and a colour for each realm, so that nobody takes one for the other. */
export const STYLES = `
:root { color-scheme: dark; --night: #10171c; --card: #19232a; --line: #33424c; --text: #f4f6f7; --soft: #b3bfc6; --mark: #ff6b5e; }
.staff { --mark: #9db4ff; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; padding: 2rem 1rem; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 1.25rem; background: var(--night); color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { width: 100%; max-width: 27rem; padding: clamp(1.25rem, 5vw, 2rem); background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--mark); border-radius: .75rem; }
header { display: flex; align-items: center; gap: .75rem; padding-bottom: 1.1rem; margin-bottom: 1.25rem; border-bottom: 1px solid var(--line); }
header i { flex: none; width: 1.1rem; height: 1.1rem; border-radius: .2rem; background: var(--mark); transform: rotate(45deg); }
h1, h2 { margin: 0; line-height: 1.25; }
h1 { font-size: 1.15rem; font-weight: 600; }
h2 { font-size: 1.5rem; font-weight: 600; margin-bottom: .4rem; }
p { margin: 0; }
.lead { color: var(--soft); margin-bottom: 1.25rem; }
ul { list-style: none; margin: 0 0 1.25rem; padding: 0; display: grid; gap: .5rem; }
li { position: relative; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: .5rem; }
li:hover, li:focus-within { border-color: var(--mark); }
li button { all: unset; cursor: pointer; font-weight: 600; }
li button::after { content: ''; position: absolute; inset: 0; border-radius: .5rem; }
li button:focus-visible::after { outline: 3px solid var(--mark); outline-offset: 2px; }
.detail { color: var(--soft); font-size: .85rem; }
.detail code { font: inherit; font-family: ui-monospace, monospace; color: var(--text); }
.plain { font: inherit; color: var(--text); min-height: 2.75rem; padding: .4rem 1.1rem; margin-right: .5rem; background: none; border: 1px solid #7b8a94; border-radius: .5rem; cursor: pointer; }
.plain:hover { border-color: var(--mark); }
.plain:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
footer { color: var(--soft); font-size: .85rem; max-width: 27rem; text-align: center; }
`
