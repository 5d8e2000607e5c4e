/** The learning platform's own look: warm paper, green, a serif; plainly another product than redis.io. */
export const STYLES = `
:root { color-scheme: light; --ink: #23312b; --soft: #55645c; --paper: #fbf8f1; --card: #fff; --line: #e2dccd; --green: #1c6b4a; --mint: #e3f1e9; --sun: #f3c969; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1, h2, .brand { font-family: Georgia, 'Times New Roman', serif; line-height: 1.2; }
h1 { font-size: clamp(1.6rem, 5vw, 2.3rem); margin: 0 0 .4rem; }
h2 { font-size: 1.15rem; margin: .4rem 0 .3rem; }
a { color: var(--green); }
:focus-visible { outline: 3px solid var(--green); outline-offset: 2px; }
header { background: var(--card); border-bottom: 1px solid var(--line); }
.bar, main, footer { max-width: 68rem; margin: 0 auto; padding: 1rem; }
.bar { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; justify-content: space-between; }
.brand { display: flex; gap: .6rem; align-items: center; font-size: 1.25rem; font-weight: 700; color: var(--ink); text-decoration: none; }
.brand i { width: 1.6rem; height: 1.6rem; border-radius: 50% 50% 50% 0; background: var(--green); box-shadow: .45rem -.1rem 0 -.25rem var(--sun); }
.who { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.who label { color: var(--soft); }
select, button { font: inherit; color: inherit; min-height: 2.75rem; padding: .4rem .75rem; border: 1px solid #8a948e; border-radius: .6rem; background: var(--card); max-width: 100%; }
button { cursor: pointer; }
main { padding-top: 2rem; padding-bottom: 3rem; }
.lead { color: var(--soft); margin: 0 0 1.75rem; }
.units { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); }
.unit { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: 1.1rem; display: flex; flex-direction: column; align-items: flex-start; }
.unit h2 a { color: inherit; text-decoration: none; }
.unit h2 a:hover { text-decoration: underline; }
.unit .act { margin-top: auto; padding-top: .9rem; }
.kind { display: inline-block; margin-bottom: .35rem; font-size: .85rem; background: var(--mint); color: #14523a; border-radius: 1rem; padding: .1rem .7rem; }
.code, .state { color: var(--soft); font-size: .9rem; margin: 0; }
.state { color: #14523a; padding: .5rem 0 .6rem; }
.go { display: inline-block; min-height: 2.75rem; padding: .6rem 1.2rem; border-radius: 2rem; background: var(--green); color: #fff; text-decoration: none; font-weight: 600; }
.go:hover { background: #14523a; }
.buy { background: var(--card); color: var(--green); box-shadow: inset 0 0 0 2px var(--green); }
.buy:hover { background: var(--mint); }
.sheet { background: var(--card); border: 1px solid var(--line); border-radius: 1rem; padding: clamp(1.1rem, 4vw, 2.2rem); }
.sheet .go { margin-top: 1rem; }
@media (max-width: 30rem) { .who { width: 100%; } .who label { flex-basis: 100%; } .who select { flex: 1; min-width: 0; } }
footer { color: var(--soft); font-size: .9rem; border-top: 1px solid var(--line); }
`
