/** The org's own look: cool grey, white cards, one blue; plainly another product than redis.io. */
export const STYLES = `
:root { color-scheme: light; --ink: #16222e; --soft: #4b5b6b; --paper: #eef2f6; --card: #fff; --line: #d5dde5; --blue: #0b5cab; --deep: #0a3a6b; --pale: #e6f0fa; --amber: #8a4b00; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: clamp(1.4rem, 5vw, 1.9rem); margin: 0 0 1rem; line-height: 1.2; }
h2 { font-size: 1.1rem; margin: 0 0 .25rem; }
a { color: var(--blue); }
:focus-visible { outline: 3px solid var(--blue); outline-offset: 2px; }
header { background: var(--deep); color: #dce9f6; }
.bar, main, footer { max-width: 72rem; margin: 0 auto; padding: .9rem 1rem; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; }
.brand { color: #fff; font-weight: 700; font-size: 1.1rem; text-decoration: none; }
.brand:focus-visible { outline-color: #fff; }
main { padding-top: 1.5rem; padding-bottom: 2.5rem; display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: clamp(1rem, 3vw, 1.4rem); }
.card > p { color: var(--soft); margin: 0 0 .9rem; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1rem; padding: 0; list-style: none; }
.counts li { background: var(--pale); border-radius: .5rem; padding: .5rem .9rem; }
.counts b { font-size: 1.2rem; font-variant-numeric: tabular-nums; margin-right: .3rem; }
.counts .waiting { background: #fdf0dc; color: var(--amber); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); vertical-align: top; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; font-size: .85rem; }
tbody th { font-weight: 600; width: 14rem; color: var(--soft); }
td[data-label='E-mail'] { overflow-wrap: anywhere; }
.number { font-variant-numeric: tabular-nums; }
.empty { margin: 0; color: var(--soft); }
form { display: grid; gap: .9rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); align-items: end; }
label { display: grid; gap: .25rem; font-weight: 600; font-size: .9rem; }
input, button { font: inherit; min-height: 2.75rem; border-radius: .4rem; padding: .4rem .7rem; width: 100%; }
input { border: 1px solid #75859a; background: #fff; color: inherit; }
button { border: 0; background: var(--blue); color: #fff; font-weight: 600; cursor: pointer; }
button:hover { background: var(--deep); }
.refused { border-left: 4px solid #b3261e; background: #fdecea; color: #7a1610; padding: .7rem .9rem; border-radius: .3rem; margin: 0 0 1rem; }
footer { color: var(--soft); font-size: .9rem; padding-bottom: 2rem; }
@media (max-width: 44rem) {
  table, tbody, tr, td, tbody th { display: block; width: auto; }
  thead { display: none; }
  tr { border-top: 1px solid var(--line); padding: .5rem 0; }
  tr:first-child { border-top: 0; }
  td, tbody th { border: 0; padding: .15rem 0; }
  td[data-label] { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .5rem; }
  td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .9rem; }
}
`
