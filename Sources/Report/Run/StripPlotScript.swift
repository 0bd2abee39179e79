/// Draws the plots of limited numbers.
enum StripPlotScript {
  static let source: Markup = #"""
    (() => {
      "use strict";
      const section = document.getElementById("strips");
      if (!section) return;
      const rows = [...document.querySelector("#cases table").tBodies[0].rows].sort((a, b) => a.dataset.order - b.dataset.order);
      const strips = JSON.parse(document.getElementById("strip-data").textContent);
      const canvases = [...section.querySelectorAll("canvas")];
      const height = 54, edge = 10;
      let marked = -1;
      section.hidden = false;
      const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      // Where a case stands across its strip: the same in all of them.
      const lane = row => 10 + (row * 7919 % 997) / 997 * (height - 24);
      for (const strip of strips) {
        const values = [];
        for (let at = 1; at < strip.points.length; at += 3) values.push(strip.points[at]);
        values.sort((a, b) => a - b);
        // Far outliers stand at the edge; the limits are always seen.
        const known = [values[Math.floor(values.length * 0.005)], values[Math.ceil(values.length * 0.995) - 1], strip.low, strip.high].filter(value => value !== null && value !== undefined);
        strip.least = Math.min(...known);
        strip.most = Math.max(...known);
        const room = (strip.most - strip.least || Math.abs(strip.most) || 1) * 0.06;
        strip.least -= room;
        strip.most += room;
      }
      const place = (strip, value, width) => edge + Math.max(0, Math.min(1, (value - strip.least) / (strip.most - strip.least))) * (width - 2 * edge);
      const draw = (canvas, strip) => {
        const width = canvas.clientWidth, ratio = window.devicePixelRatio || 1;
        canvas.width = width * ratio;
        canvas.height = height * ratio;
        const context = canvas.getContext("2d");
        context.scale(ratio, ratio);
        const low = strip.low === null ? 0 : place(strip, strip.low, width), high = strip.high === null ? width : place(strip, strip.high, width);
        context.fillStyle = style("--accept-g");
        context.fillRect(low, 0, Math.max(1, high - low), height - 12);
        context.fillStyle = style("--soft");
        context.font = "11px sans-serif";
        for (const [limit, x] of [[strip.low, low], [strip.high, high]]) {
          if (limit === null) continue;
          context.textAlign = x > width - 60 ? "right" : "center";
          context.fillText(`${limit} ${strip.unit}`, Math.max(20, x), height - 1);
        }
        const colours = [style("--accept"), style("--review"), style("--reject")];
        for (const weight of [0, 1, 2]) {
          context.fillStyle = colours[weight];
          context.globalAlpha = weight === 0 ? 0.55 : 0.9;
          for (let at = 0; at < strip.points.length; at += 3) {
            if (strip.points[at + 2] !== weight) continue;
            context.beginPath();
            context.arc(place(strip, strip.points[at + 1], width), lane(strip.points[at]), weight === 0 ? 2 : 3, 0, 7);
            context.fill();
          }
        }
        context.globalAlpha = 1;
        for (let at = 0; at < strip.points.length; at += 3) {
          if (strip.points[at] !== marked) continue;
          context.beginPath();
          context.arc(place(strip, strip.points[at + 1], width), lane(marked), 7, 0, 7);
          context.lineWidth = 2;
          context.strokeStyle = style("--ink");
          context.stroke();
        }
      };
      const drawAll = () => canvases.forEach((canvas, index) => draw(canvas, strips[index]));
      const mark = row => {
        if (row === marked) return;
        marked = row;
        document.getElementById("marked").textContent = row < 0 ? "" : `Marked: ${rows[row].dataset.name}.`;
        drawAll();
      };
      const nearest = (canvas, strip, event) => {
        const box = canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
        let best = -1, least = 100;
        for (let at = 0; at < strip.points.length; at += 3) {
          const dx = place(strip, strip.points[at + 1], box.width) - x, dy = lane(strip.points[at]) - y, distance = dx * dx + dy * dy;
          if (distance < least) { least = distance; best = strip.points[at]; }
        }
        return best;
      };
      canvases.forEach((canvas, index) => {
        canvas.addEventListener("pointermove", event => mark(nearest(canvas, strips[index], event)));
        canvas.addEventListener("click", event => {
          const row = nearest(canvas, strips[index], event);
          if (row >= 0) location.href = rows[row].querySelector(".name a:last-of-type").href;
        });
      });
      document.addEventListener("focusin", event => {
        const row = event.target.closest?.("tbody tr");
        if (row) mark(Number(row.dataset.order));
      });
      new ResizeObserver(drawAll).observe(section);
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
    })();
    """#
}
