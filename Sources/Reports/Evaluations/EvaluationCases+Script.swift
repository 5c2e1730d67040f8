extension EvaluationCases {
    /// The style of cases. A closed case takes a line; one that is printed is open.
    static let style = """

        #tools { display: flex; flex-wrap: wrap; gap: .5rem .9rem; align-items: center; margin: .8rem 0; font-size: .9rem; }
        #tools[hidden] { display: none; }
        #tools label { display: inline-flex; gap: .4rem; align-items: center; }
        #tools input, #tools select, #tools button {
          font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .3rem;
          padding: .25rem .5rem; max-width: 100%;
        }
        #tools input[type=search] { flex: 1 1 12rem; }
        #tools output { color: var(--soft); font-variant-numeric: tabular-nums; }
        #list { border: 1px solid var(--line); border-radius: .5rem; background: var(--card); margin-top: .6rem; }
        .case { border-bottom: 1px solid var(--line); padding: 0 .8rem; content-visibility: auto; contain-intrinsic-size: auto 2.2rem; }
        .case:last-child { border-bottom: 0; }
        .case[hidden] { display: none; }
        .case > summary {
          display: flex; gap: .8rem; align-items: baseline; padding: .35rem 0; color: var(--ink); min-width: 0;
          list-style: none;
        }
        .case > summary::-webkit-details-marker { display: none; }
        .signs { display: inline-flex; gap: .35rem; flex: none; font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
        .right { color: #1f6f43; } .wrong { color: var(--error); } .unread { color: #8a5a00; } .none { color: var(--soft); }
        @media (prefers-color-scheme: dark) { .right { color: #7fd1a0; } .unread { color: #e8b44c; } }
        .id { color: var(--soft); flex: none; max-width: 9rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .expected { flex: none; font-weight: 600; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .start { color: var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
        .case[open] > summary .start { visibility: hidden; }
        .case .lanes { margin: .8rem 0 1rem; }
        .case h3 { margin: 0; }
        .values div { justify-content: flex-start; }
        .values { grid-template-columns: 1fr; }
        .values dt { flex: none; min-width: 7rem; }
        .values dd { text-align: start; white-space: pre-wrap; min-width: 0; }
        @media (max-width: 40rem) {
          .case > summary { flex-wrap: wrap; gap: .1rem .8rem; }
          .start { flex-basis: 100%; }
          .case[open] > summary .start { display: none; }
          .values div { flex-direction: column; gap: 0; }
        }
        @media print {
          #tools { display: none; }
          .case { break-inside: auto; content-visibility: visible; }
          details::details-content { content-visibility: visible; block-size: auto; }
          html { font-size: 75%; }
          .wide { overflow: visible; }
          .bar { width: 7rem; }
          .case .lanes { grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: .5rem; margin: .4rem 0 .6rem; }
          .case article { padding: .5rem; break-inside: auto; }
        }
        """

    /// The script that filters, sorts and opens cases. It makes the tools itself, so that they aren't there without it.
    static let script = """
        (() => {
          const list = document.getElementById("list"), tools = document.getElementById("tools");
          const cases = [...list.children];
          if (!cases.length) return;
          const names = [...document.querySelectorAll("#cases > .facts > span:first-child > span")].map(e => e.textContent);
          const make = (tag, set, ...children) => {
            const e = Object.assign(document.createElement(tag), set);
            e.append(...children);
            return e;
          };
          const choice = options => make("select", {}, ...options.map(([value, text]) => make("option", {value}, text)));
          const find = make("input", {type: "search", placeholder: "find in cases and outputs"});
          find.setAttribute("aria-label", "Find in cases and outputs");
          const outcomes = [["", "any"], ["right", "right"], ["wrong", "wrong or unread"], ["unread", "unread"], ["none", "no output"]];
          const lanes = names.map(() => choice(outcomes));
          const differ = make("input", {type: "checkbox"});
          const order = choice([["place", "as in the data"], ["id", "by id"], ["expected", "by right answer"],
            ["right", "hardest first"], ["length", "longest output first"]]);
          const count = make("output", {});
          const open = make("button", {type: "button"}, "open all"), close = make("button", {type: "button"}, "close all");
          tools.append(find, ...lanes.map((e, i) => make("label", {}, names[i], e)),
            make("label", {}, differ, "lanes differ"), make("label", {}, "order", order), open, close, count);
          tools.hidden = false;
          const text = new Map(cases.map(e => [e, null]));
          const words = e => text.get(e) ?? (text.set(e, e.textContent.toLowerCase()), text.get(e));
          const fits = (e, wanted, i) => {
            const is = e.dataset.lanes.split(" ")[i];
            return !wanted || is === wanted || (wanted === "wrong" && is === "unread");
          };
          const filter = () => {
            const wanted = lanes.map(e => e.value), query = find.value.toLowerCase().split(/\\s+/).filter(Boolean);
            let shown = 0;
            for (const e of cases) {
              e.hidden = !(wanted.every((w, i) => fits(e, w, i)) && (!differ.checked || "differ" in e.dataset)
                && query.every(w => words(e).includes(w)));
              if (!e.hidden) shown++;
            }
            count.textContent = shown + " of " + cases.length + " cases";
          };
          const part = (e, name) => e.querySelector("." + name).textContent;
          const rights = e => e.dataset.lanes.split(" ").filter(w => w === "right").length;
          const compare = {
            place: () => 0,
            id: (a, b) => part(a, "id").localeCompare(part(b, "id"), undefined, {numeric: true}),
            expected: (a, b) => part(a, "expected").localeCompare(part(b, "expected"), undefined, {numeric: true}),
            right: (a, b) => rights(a) - rights(b),
            length: (a, b) => b.dataset.length - a.dataset.length,
          };
          const sort = () => {
            cases.sort((a, b) => compare[order.value](a, b) || a.dataset.place - b.dataset.place);
            list.append(...cases);
          };
          const each = isOpen => () => { for (const e of cases) if (!e.hidden) e.open = isOpen; };
          find.oninput = differ.onchange = filter;
          for (const e of lanes) e.onchange = filter;
          order.onchange = sort;
          open.onclick = each(true);
          close.onclick = each(false);
          let closed = [];
          addEventListener("beforeprint", () => {
            closed = [...document.querySelectorAll("details:not([open])")].filter(e => !e.closest("[hidden]"));
            for (const e of closed) e.open = true;
          });
          addEventListener("afterprint", () => { for (const e of closed) e.open = false; });
          filter();
        })();
        """
}
