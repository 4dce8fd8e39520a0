/** The page's style sheet: one column on a phone, cards in a row where there is room, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --quiet: #667080; --line: #e3e6ea; --ground: #fbfbfa; --card: #fff; --accent: #2f6f5e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --quiet: #98a1ad; --line: #30353c; --ground: #15181c; --card: #1d2126; --accent: #7cc4ae; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 68rem; padding: 1.5rem 1.25rem 3rem; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
h1 { font-size: 1.6rem; margin: 0; } header p { margin: .25rem 0 1rem; color: var(--quiet); }
h2 { font-size: 1.15rem; margin: 2rem 0 .75rem; } h3 { font-size: .85rem; font-weight: 500; margin: 0; color: var(--quiet); }
a { color: inherit; text-decoration-color: var(--line); text-underline-offset: .2em; } a:hover { text-decoration-color: var(--accent); }
ul { list-style: none; margin: 0; padding: 0; }
.sessions li, .problems li { padding: .6rem 0; border-bottom: 1px solid var(--line); }
.sessions time { display: block; font-size: .85rem; color: var(--quiet); } .sessions a { font-weight: 600; margin-right: .5rem; }
.replies { display: block; font-size: .85rem; color: var(--quiet); }
.problems a { font-weight: 600; margin-right: .4rem; } .problems li { white-space: pre-line; }
.quiet { color: var(--quiet); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(12.5rem, 1fr)); gap: .75rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1rem; }
.card .value { font-size: 1.5rem; font-weight: 600; margin: .2rem 0 0; font-variant-numeric: tabular-nums; }
.card p.quiet { font-size: .8rem; margin: .1rem 0 .3rem; }
svg { width: 100%; height: 2.25rem; } polyline { fill: none; stroke: var(--accent); stroke-width: 2; } circle { fill: var(--accent); }
footer { margin-top: 2.5rem; color: var(--quiet); font-size: .85rem; }
`;
