extension Page {
    /// The style of pages: light or dark as the reader's system has it, with as many columns as fit.
    static let style = """
        :root {
          color-scheme: light dark;
          --ground: #f6f5f2; --card: #ffffff; --ink: #1d1d1b; --soft: #5f5d57; --line: #d9d6cf; --accent: #8a4b14;
          --chip: #efece6; --error: #a3211b;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #161614; --card: #201f1d; --ink: #ebe8e1; --soft: #a6a297; --line: #3a3833; --accent: #e3a36a;
            --chip: #2c2a27; --error: #ff8f85;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; max-width: 110rem; padding: 1.5rem clamp(0.9rem, 3vw, 2.5rem) 3rem;
          background: var(--ground); color: var(--ink);
          font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK KR", sans-serif;
          -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
        }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 0.4rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
        h3 { font-size: 0.85rem; margin: 0.6rem 0 0.2rem; color: var(--soft); }
        p { margin: 0; }
        .facts { color: var(--soft); font-size: 0.9rem; display: flex; flex-wrap: wrap; gap: 0 1rem; }
        .lanes {
          display: grid; gap: 1rem; margin: 1.5rem 0;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr));
        }
        article {
          background: var(--card); border: 1px solid var(--line); border-top: 3px solid var(--accent);
          border-radius: 0.5rem; padding: 1rem; min-width: 0; display: flex; flex-direction: column; gap: 0.5rem;
        }
        .way, .figures { color: var(--soft); font-size: 0.85rem; }
        .figures { margin-top: auto; font-variant-numeric: tabular-nums; }
        .knobs { display: flex; flex-wrap: wrap; gap: 0.35rem; font-size: 0.8rem; }
        .knobs span { background: var(--chip); border-radius: 1rem; padding: 0.05rem 0.6rem; white-space: nowrap; }
        .output, details pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
        .output { font: inherit; margin-top: 0.3rem; max-width: 50rem; }
        .empty { color: var(--soft); font-style: italic; }
        .answer { color: var(--soft); font-size: 0.9rem; overflow-wrap: anywhere; }
        .answer strong { color: var(--ink); }
        .error { color: var(--error); overflow-wrap: anywhere; }
        .samples { margin: 0; padding-inline-start: 1.6rem; display: grid; gap: 0.6rem; }
        details { font-size: 0.85rem; }
        details pre {
          font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; background: var(--chip);
          border-radius: 0.3rem; padding: 0.6rem; margin-top: 0.4rem;
        }
        summary { cursor: pointer; color: var(--accent); padding: 0.2rem 0; }
        summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        section > h2 { margin: 1.8rem 0 0.6rem; }
        .wide { overflow-x: auto; border: 1px solid var(--line); border-radius: 0.5rem; background: var(--card); }
        table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
        th, td { text-align: start; padding: 0.4rem 0.8rem; border-bottom: 1px solid var(--line); }
        thead th span { display: inline-block; max-width: 16rem; overflow-wrap: break-word; }
        td { white-space: nowrap; }
        tbody th, thead td { position: sticky; left: 0; background: var(--card); }
        tbody tr:last-child > * { border-bottom: 0; }
        tbody th { font-weight: 400; color: var(--soft); white-space: nowrap; }
        .numbers { font-variant-numeric: tabular-nums; }
        .common { margin-top: 1.8rem; }
        dl {
          display: grid; gap: 0.2rem 2rem; margin: 0.6rem 0 0;
          grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
        }
        dl div { display: flex; justify-content: space-between; gap: 1rem; border-bottom: 1px solid var(--line); }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; text-align: end; }
        footer { color: var(--soft); font-size: 0.85rem; margin-top: 2rem; overflow-wrap: anywhere; }
        @media print {
          body { background: none; padding: 0; max-width: none; }
          article { break-inside: avoid; }
        }
        """
}
