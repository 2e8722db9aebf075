/** How the card looks, on light pages and on dark ones. */

export const STYLE = `
  :host { all: initial; position: fixed; inset: auto; margin: 0; padding: 0; border: 0;
    background: none; overflow: visible; max-width: min(24rem, calc(100vw - 16px)); }
  :host(:not(:popover-open)) { display: none; }
  .card { --text: #1d2430; --ground: #fff; --line: #d5dae2; --quiet: #4a5568; --raised: #f1f4f9;
    --quote: #1d5fbf; --risk: #b3261e; --denied: #6b5b00; outline: none;
    font: 14px/1.45 system-ui, sans-serif; color: var(--text); background: var(--ground);
    border: 1px solid var(--line); border-radius: 8px; overflow: hidden auto;
    max-height: calc(100vh - 16px); box-shadow: 0 6px 24px rgb(20 30 50 / 22%); text-align: start; }
  .card.dark { --text: #e7ebf2; --ground: #1e242e; --line: #3a4352; --quiet: #b4bfce; --raised: #2a323f;
    --quote: #8ab8ff; --risk: #ff9b93; --denied: #e0c860; }
  section { border-inline-start: 4px solid var(--ink); padding: 10px 14px; }
  section + section { border-top: 1px solid var(--line); }
  .quote { --ink: var(--quote); } .risk { --ink: var(--risk); } .denied { --ink: var(--denied); }
  .kind { font-size: 11.5px; letter-spacing: .04em; color: var(--ink); font-weight: 600; }
  .who { font-size: 16px; font-weight: 600; margin: 2px 0; overflow-wrap: anywhere; }
  .line { margin: 2px 0 0; color: var(--quiet); overflow-wrap: anywhere; }
  .buttons, .choices { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
  .choices { width: 100%; margin: 0; } .choices[hidden] { display: none; }
  button { font: inherit; font-size: 12.5px; color: var(--text); background: var(--raised); cursor: pointer;
    border: 1px solid var(--line); border-radius: 5px; padding: 2px 9px; }
  button:hover { border-color: var(--ink); }
  .card:focus-visible, button:focus-visible { outline: 2px solid var(--quote); outline-offset: 1px; }
  .card:focus-visible { outline-offset: -2px; }
  @media (forced-colors: active) { section { border-inline-start-color: CanvasText; } }
  @media print { :host { display: none !important; } }`;
