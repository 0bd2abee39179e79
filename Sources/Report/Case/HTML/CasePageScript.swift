/// What a case's page does when scripts may run: ratings by keyboard, the way to other cases, and slices on a canvas.
enum CasePageScript {
  static let source: Markup = #"""
    (() => {
      "use strict";
      const by = id => document.getElementById(id);
      const name = by("rate").dataset.name;
      const show = () => {
        const rating = ratings.of(name);
        by("said").replaceChildren(...(rating?.rating ? [ratings.badge(rating.rating)] : [document.createTextNode("not rated")]));
        if (document.activeElement !== by("comment")) by("comment").value = rating?.comment || "";
      };
      const rate = change => { ratings.rate(name, change); show(); };
      by("comment").addEventListener("change", event => rate({ comment: event.target.value.trim() }));
      by("save-json").addEventListener("click", () => ratings.saveJSON(ratings.names()));
      by("save-csv").addEventListener("click", () => ratings.saveCSV(ratings.names()));
      const follow = id => { const link = by(id); if (link) location.href = link.href; };

      let step = () => {};
      document.addEventListener("keydown", event => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.target.matches("input")) {
          if (event.target.type !== "range" && (event.key === "Escape" || event.key === "Enter")) event.target.blur();
          if (event.target.type !== "range") return;
        }
        switch (event.key) {
          case "a": rate({ rating: "accept" }); break;
          case "r": rate({ rating: "reject" }); break;
          case "l": rate({ rating: "later" }); break;
          case "u": rate({ rating: "" }); break;
          case "c": by("comment").focus(); break;
          case "n": follow("next"); break;
          case "p": follow("previous"); break;
          case "b": follow("run"); break;
          case "ArrowUp": if (document.activeElement !== by("slice-view")) return; step(1); break;
          case "ArrowDown": if (document.activeElement !== by("slice-view")) return; step(-1); break;
          default: return;
        }
        event.preventDefault();
      });
      by("rate").hidden = false;
      show();

      const holder = by("slices");
      if (!holder) return;
      const data = JSON.parse(by("slice-data").textContent);
      const view = by("slice-view"), at = by("slice-at"), zoom = Math.max(2, Math.min(4, Math.floor(640 / Math.max(data.width, data.height))));
      view.width = data.width * zoom;
      view.height = data.height * zoom;
      const context = view.getContext("2d");
      const small = document.createElement("canvas");
      small.width = data.width;
      small.height = data.height;
      const smallContext = small.getContext("2d");
      let greys = null;
      const shown = new Set(data.outlines.map((_, index) => index));

      const covered = runs => {
        const pixels = new Uint8Array(data.width * data.height);
        let place = 0, is = false;
        for (const length of runs) {
          if (is) pixels.fill(1, place, place + length);
          place += length;
          is = !is;
        }
        return pixels;
      };
      const draw = () => {
        const slice = Number(at.value);
        context.imageSmoothingEnabled = false;
        context.fillStyle = "#16181c";
        context.fillRect(0, 0, view.width, view.height);
        if (greys) {
          const low = Number(by("level").value) - Number(by("window").value) / 2, width = Math.max(1e-6, Number(by("window").value));
          const picture = smallContext.createImageData(data.width, data.height);
          const start = slice * data.width * data.height;
          for (let pixel = 0; pixel < data.width * data.height; pixel += 1) {
            const value = data.low + greys[start + pixel] / 255 * (data.high - data.low);
            const grey = Math.max(0, Math.min(255, (value - low) / width * 255));
            picture.data[4 * pixel] = picture.data[4 * pixel + 1] = picture.data[4 * pixel + 2] = grey;
            picture.data[4 * pixel + 3] = 255;
          }
          smallContext.putImageData(picture, 0, 0);
          context.drawImage(small, 0, 0, view.width, view.height);
        }
        data.outlines.forEach((outline, index) => {
          const runs = outline.runs[slice];
          if (runs.length === 0 || !shown.has(index)) return;
          const pixels = covered(runs), has = (x, y) => x >= 0 && y >= 0 && x < data.width && y < data.height && pixels[x + y * data.width] === 1;
          context.beginPath();
          for (let y = 0; y < data.height; y += 1) for (let x = 0; x < data.width; x += 1) {
            if (!has(x, y)) continue;
            const [u, v] = [x * zoom, y * zoom];
            if (!has(x - 1, y)) { context.moveTo(u, v); context.lineTo(u, v + zoom); }
            if (!has(x + 1, y)) { context.moveTo(u + zoom, v); context.lineTo(u + zoom, v + zoom); }
            if (!has(x, y - 1)) { context.moveTo(u, v); context.lineTo(u + zoom, v); }
            if (!has(x, y + 1)) { context.moveTo(u, v + zoom); context.lineTo(u + zoom, v + zoom); }
          }
          context.lineWidth = 2;
          context.strokeStyle = outline.colour;
          context.stroke();
        });
        context.fillStyle = "#fff";
        context.font = "13px sans-serif";
        context.textBaseline = "middle";
        const [left, right, top, bottom] = data.edges;
        if (left) {
          context.textAlign = "left";
          context.fillText(left, 4, view.height / 2);
          context.textAlign = "right";
          context.fillText(right, view.width - 4, view.height / 2);
          context.textAlign = "center";
          context.fillText(top, view.width / 2, 10);
          context.fillText(bottom, view.width / 2, view.height - 10);
        }
        const here = data.outlines.filter(outline => outline.runs[slice].length > 0).map(outline => outline.name);
        by("slice-name").textContent = `${data.names[slice]}, slice ${slice + 1} of ${data.names.length}: ${here.join(", ") || "none of the structures"}`;
      };
      step = by => { at.value = Number(at.value) + by; draw(); };
      view.addEventListener("wheel", event => {
        if (document.activeElement !== view) return;
        event.preventDefault();
        step(event.deltaY < 0 ? 1 : -1);
      }, { passive: false });
      for (const input of holder.querySelectorAll("input[type=range]")) input.addEventListener("input", draw);
      for (const box of holder.querySelectorAll("input[name=outline]"))
        box.addEventListener("change", () => { if (box.checked) shown.add(Number(box.value)); else shown.delete(Number(box.value)); draw(); });
      holder.hidden = false;
      draw();
      const image = by("slice-image");
      if (!image) return;
      image.decode().then(() => {
        const whole = document.createElement("canvas");
        whole.width = data.width;
        whole.height = data.height * data.names.length;
        const all = whole.getContext("2d", { willReadFrequently: true });
        all.drawImage(image, 0, 0);
        const bytes = all.getImageData(0, 0, whole.width, whole.height).data;
        greys = new Uint8Array(whole.width * whole.height);
        for (let pixel = 0; pixel < greys.length; pixel += 1) greys[pixel] = bytes[4 * pixel];
        draw();
      }).catch(() => { /* The outlines are shown without it. */ });
    })();
    """#
}
