// Plays both arms of the recorded pair side by side. Without this script the page shows the first and the last board.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("replay-data").textContent);
  const player = document.getElementById("player");
  if (!player || data.pairs.length === 0) return;
  player.hidden = false;
  const find = id => document.getElementById(id);
  const [play, slider, clock, speed] = ["play", "step", "clock", "speed"].map(find);
  const arms = [...player.querySelectorAll(".arm")];
  const glyphs = new Map(data.legend.map(glyph => [glyph.character, glyph]));
  let pair = data.pairs[0], step = 0, timer = 0, touched = false;

  const paint = (place, board) => {
    const rows = board.split("\n"), columns = Math.max(...rows.map(row => row.length));
    place.style.setProperty("--columns", columns);
    const cells = [...rows.map(row => row.padEnd(columns)).join("")];
    while (place.children.length < cells.length) place.appendChild(document.createElement("i"));
    while (place.children.length > cells.length) place.lastChild.remove();
    cells.forEach((character, i) => {
      const cell = place.children[i];
      if (cell.dataset.now === character) return;
      const glyph = glyphs.get(character) ?? { symbol: character, colour: "" };
      cell.dataset.now = character;
      cell.textContent = glyph.symbol;
      cell.className = glyph.colour === "" ? "" : glyph.symbol === "" ? "solid" : "thing";
      cell.style.setProperty("--glyph", glyph.colour || "transparent");
    });
  };

  const kinds = () => [...new Set(pair.arms.flatMap(arm => arm.worldEvents.flat()))];
  const show = () => {
    arms.forEach((place, i) => {
      const arm = pair.arms[i], now = Math.min(step, arm.boards.length - 1), past = arm.worldEvents.slice(0, now);
      paint(place.querySelector(".board"), arm.boards[now]);
      place.querySelector(".counts").replaceChildren(...kinds().map(kind => {
        const line = document.createElement("li"), number = document.createElement("b");
        number.textContent = past.filter(names => names.includes(kind)).length;
        line.append(number, kind);
        if (now > 0 && arm.worldEvents[now - 1].includes(kind)) line.className = "now";
        return line;
      }));
      const told = past.flatMap((names, at) => names.map(name => `step ${at + 1}: ${name}`));
      place.querySelector(".ticker").textContent = told.slice(-2).reverse().join(" · ");
      place.querySelector(".outcome").textContent = `Outcome at the end: ${arm.outcome.toFixed(2)}`;
    });
    slider.value = step;
    clock.textContent = `step ${step} of ${slider.max}`;
  };

  const go = to => { step = Math.max(0, Math.min(Number(slider.max), to)); show(); };
  const pause = () => { clearInterval(timer); timer = 0; play.textContent = "Play"; };
  const start = () => {
    if (step >= Number(slider.max)) go(0);
    clearInterval(timer);
    play.textContent = "Pause";
    timer = setInterval(() => { go(step + 1); if (step >= Number(slider.max)) pause(); }, Number(speed.value));
  };
  const choose = index => {
    pair = data.pairs[index];
    find("pair-note").textContent = pair.note;
    slider.max = Math.max(1, ...pair.arms.map(arm => arm.boards.length - 1));
    go(0);
  };

  play.addEventListener("click", () => { touched = true; if (timer) pause(); else start(); });
  find("back").addEventListener("click", () => { touched = true; pause(); go(step - 1); });
  find("forward").addEventListener("click", () => { touched = true; pause(); go(step + 1); });
  slider.addEventListener("input", () => { touched = true; pause(); go(Number(slider.value)); });
  speed.addEventListener("change", () => { if (timer) start(); });
  player.querySelectorAll("input[name=pair]").forEach(radio => radio.addEventListener("change", () => { pause(); choose(Number(radio.value)); }));
  choose(0);

  // It begins by itself when it comes into view, unless the reader has asked for less motion.
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches)
    new IntersectionObserver((entries, watcher) => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      watcher.disconnect();
      if (!touched) start();
    }, { threshold: .6 }).observe(player.querySelector(".arms"));
})();
