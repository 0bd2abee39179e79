/// What a run's page does when scripts may run: search, filters, order, ratings by keyboard, and files of them.
enum RunPageScript {
  static let source: Markup = #"""
    (() => {
      "use strict";
      const PAGE = 500;
      const table = document.querySelector("#cases table");
      const body = table.tBodies[0];
      const rows = [...body.rows];
      const by = id => document.getElementById(id);
      let codes = null, limit = PAGE, sorting = { key: null, down: false };
      const texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));

      const showRating = row => {
        const cell = row.querySelector(".rating"), rating = ratings.of(row.dataset.name);
        cell.replaceChildren();
        if (!rating) return;
        if (rating.rating) cell.append(ratings.badge(rating.rating));
        if (rating.comment) {
          const said = document.createElement("span");
          said.className = "said";
          said.textContent = rating.comment;
          cell.append(said);
        }
      };

      const matches = () => {
        const words = by("search").value.toLowerCase().split(/\s+/).filter(Boolean);
        const verdicts = new Set([...document.querySelectorAll("input[name=verdict]:checked")].map(box => box.value));
        return row => verdicts.has(row.dataset.verdict) && words.every(word => texts.get(row).includes(word))
          && (codes === null || row.dataset.codes.split(", ").sort().join() === codes.split(", ").sort().join())
          && (!by("unrated").checked || !ratings.of(row.dataset.name)?.rating);
      };

      const show = () => {
        const fits = matches();
        let count = 0, shown = 0;
        for (const row of rows) {
          const is = fits(row);
          if (is) count += 1;
          row.hidden = !is || count > limit;
          if (!row.hidden) shown += 1;
        }
        by("shown").textContent = count === rows.length ? `${count} cases` : `${count} of ${rows.length} cases`;
        const more = document.querySelector(".more");
        more.hidden = count <= shown;
        by("more").textContent = `Show ${Math.min(PAGE, count - shown)} more of ${count - shown}`;
      };

      const value = (row, key) => key === "verdict" ? Number(row.dataset.rank)
        : key === "score" ? (row.dataset.score === "" ? -1 : Number(row.dataset.score))
        : key.startsWith("subgroup-") ? row.querySelectorAll(".subgroup")[Number(key.slice(9))].textContent
        : key === "name" ? row.dataset.name : key === "codes" ? row.dataset.codes
        : key === "rating" ? (ratings.of(row.dataset.name)?.rating || "~") : row.querySelector(".found").textContent;
      const sort = key => {
        sorting = { key, down: sorting.key === key && !sorting.down };
        const sign = sorting.down ? -1 : 1;
        rows.sort((a, b) => {
          const x = value(a, key), y = value(b, key);
          const order = typeof x === "number" ? x - y : x.localeCompare(y, undefined, { numeric: true });
          return order * sign || Number(a.dataset.order) - Number(b.dataset.order);
        });
        body.append(...rows);
        for (const head of table.tHead.rows[0].cells)
          head.setAttribute("aria-sort", head.dataset.sort === key ? (sorting.down ? "descending" : "ascending") : "none");
        show();
      };

      for (const head of table.tHead.rows[0].cells) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = head.textContent;
        button.addEventListener("click", () => sort(head.dataset.sort));
        head.replaceChildren(button);
      }
      for (const row of rows) {
        row.tabIndex = -1;
        showRating(row);
        row.addEventListener("click", event => { if (!event.target.closest("a,button,input")) row.focus(); });
      }

      const visible = () => rows.filter(row => !row.hidden);
      const current = () => document.activeElement?.closest?.("tbody tr") || null;
      const move = step => {
        const list = visible();
        if (list.length === 0) return;
        const at = list.indexOf(current());
        const row = list[at < 0 ? 0 : Math.max(0, Math.min(list.length - 1, at + step))];
        row.focus();
        row.scrollIntoView({ block: "nearest" });
      };
      const rate = (row, change) => {
        ratings.rate(row.dataset.name, change);
        showRating(row);
      };

      document.addEventListener("keydown", event => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.target.matches("input[type=search]")) {
          if (event.key === "Escape") { event.target.value = ""; show(); event.target.blur(); }
          return;
        }
        const row = current();
        switch (event.key) {
          case "j": case "ArrowDown": if (event.key === "j" || row) { move(1); break; } return;
          case "k": case "ArrowUp": if (event.key === "k" || row) { move(-1); break; } return;
          case "/": by("search").focus(); break;
          case "a": if (row) rate(row, { rating: "accept" }); break;
          case "r": if (row) rate(row, { rating: "reject" }); break;
          case "l": if (row) rate(row, { rating: "later" }); break;
          case "u": if (row) rate(row, { rating: "" }); break;
          case "c": {
            if (!row) return;
            const said = prompt("Comment on " + row.dataset.name, ratings.of(row.dataset.name)?.comment || "");
            if (said !== null) rate(row, { comment: said.trim() });
            row.focus();
            break;
          }
          case "Enter": if (row && event.target === row) { location.href = row.querySelector(".name a:last-of-type").href; break; } return;
          default: return;
        }
        event.preventDefault();
      });

      const again = () => { limit = PAGE; show(); };
      by("search").addEventListener("input", again);
      for (const box of document.querySelectorAll("input[name=verdict], #unrated")) box.addEventListener("change", again);
      by("pictures").addEventListener("change", event => by("cases").classList.toggle("sheet", event.target.checked));
      by("more").addEventListener("click", () => { limit += PAGE; show(); });
      for (const button of document.querySelectorAll("button.only"))
        button.addEventListener("click", () => { codes = button.dataset.codes; again(); by("cases").scrollIntoView(); });
      by("all").addEventListener("click", () => {
        codes = null;
        by("search").value = "";
        by("unrated").checked = false;
        for (const box of document.querySelectorAll("input[name=verdict]")) box.checked = true;
        again();
      });

      const names = () => [...rows].sort((a, b) => a.dataset.order - b.dataset.order).map(row => row.dataset.name);
      by("save-json").addEventListener("click", () => ratings.saveJSON(names()));
      by("save-csv").addEventListener("click", () => ratings.saveCSV(names()));

      by("controls").hidden = false;
      show();
    })();
    """#
}
