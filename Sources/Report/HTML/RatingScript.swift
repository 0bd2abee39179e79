/// What pages do with ratings: kept by the reader's browser, one set for all pages of a folder, and saved to files that
/// `segwarden results rate` reads.
enum RatingScript {
  static let source: Markup = #"""
    const ratings = (() => {
      const place = "segwarden-ratings:" + location.pathname.replace(/[^/]*$/, "");
      let all = {};
      try { all = JSON.parse(localStorage.getItem(place)) || {}; } catch (error) { all = {}; }
      const keep = () => { try { localStorage.setItem(place, JSON.stringify(all)); } catch (error) { /* Ratings then last as long as the page. */ } };
      const field = text => /[",\n\r;]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
      const save = (name, type, text) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([text], { type }));
        link.download = name;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      };
      const rated = names => names.filter(name => all[name]?.rating)
        .map(name => ({ case: name, ...{ rating: "", comment: "", rated: "" }, ...all[name] }));
      return {
        of: name => all[name],
        names: () => Object.keys(all).sort(),
        rate: (name, change) => {
          const next = { ...all[name], ...change, rated: new Date().toISOString().slice(0, 19) + "Z" };
          if (!next.rating && !next.comment) delete all[name]; else all[name] = next;
          keep();
        },
        badge: rating => {
          const badge = document.createElement("span");
          badge.className = "badge " + ({ accept: "accept", reject: "reject", later: "plain" })[rating];
          badge.textContent = rating;
          return badge;
        },
        saveJSON: names => save("ratings.json", "application/json", JSON.stringify(rated(names), null, 2) + "\n"),
        saveCSV: names => save("ratings.csv", "text/csv",
          ["case,rating,comment,rated", ...rated(names).map(one => [one.case, one.rating, one.comment, one.rated].map(field).join(","))].join("\n") + "\n"),
      };
    })();
    """#
}
