// Draws the charts from the data in the page. Without this script the tables say the same.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const data = JSON.parse(document.getElementById("chart-data").textContent);
  const charts = [];
  const colour = name => getComputedStyle(root).getPropertyValue("--" + name).trim();
  const signed = x => x === null ? "–" : (Math.abs(x) < .005 ? "0.00" : (x > 0 ? "+" : "−") + Math.abs(x).toFixed(2));
  const plain = x => x === null ? "–" : x.toFixed(2).replace("-", "−");

  // Labels come from records, so tooltips are built as text, never as markup.
  const lines = (...texts) => {
    const box = document.createElement("div");
    texts.forEach((text, i) => {
      const line = box.appendChild(document.createElement("div"));
      line.textContent = text;
      if (i === 0) line.style.fontWeight = "600";
    });
    return box;
  };

  const axis = (name, more) => ({
    type: "value", name, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: colour("soft") },
    axisLabel: { color: colour("soft"), hideOverlap: true, formatter: x => String(x).replace("-", "−") }, axisLine: { show: true, lineStyle: { color: colour("line") } },
    splitLine: { lineStyle: { color: colour("line"), opacity: .6 } }, ...more });
  const base = () => ({ animation: false, textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { confine: true, backgroundColor: colour("card"), borderColor: colour("line"), textStyle: { color: colour("ink"), fontSize: 13 } } });

  // A verdict's own shape: triangle, square, disc, half-filled disc.
  const marker = (verdict, x, y, fill) => {
    const style = { fill, stroke: fill, lineWidth: 2 };
    if (verdict === "divergent") return [{ type: "polygon", shape: { points: [[x, y - 9], [x + 9, y + 7], [x - 9, y + 7]] }, style }];
    if (verdict === "either-way") return [{ type: "rect", shape: { x: x - 7, y: y - 7, width: 14, height: 14 }, style }];
    if (verdict !== "undecided") return [{ type: "circle", shape: { cx: x, cy: y, r: 7 }, style }];
    return [{ type: "circle", shape: { cx: x, cy: y, r: 7 }, style: { ...style, fill: colour("card") } },
            { type: "sector", shape: { cx: x, cy: y, r0: 0, r: 7, startAngle: Math.PI / 2, endAngle: 3 * Math.PI / 2 }, style }];
  };

  // One row per entry: its name, the aligned band, a bar from zero, the interval, the value.
  const rows = (entries, name, limits, bars) => ({
    ...base(),
    grid: { left: 10, right: 14, top: 6, bottom: 46 },
    xAxis: axis(name, limits),
    yAxis: { type: "category", inverse: true, show: false, data: entries.map((_, i) => i) },
    tooltip: { ...base().tooltip, trigger: "item", formatter: p => {
      const e = entries[p.dataIndex], show = bars ? plain : signed;
      const text = [e.label, `${bars ? "value" : "effect"} ${show(e.value)} [${show(e.low)}, ${show(e.high)}]`];
      if (e.fixedLow !== null) text.push(`at the fixed n [${show(e.fixedLow)}, ${show(e.fixedHigh)}]`);
      if (e.alignedLow !== null) text.push(`aligned: ${signed(e.alignedLow)} to ${signed(e.alignedHigh)}`);
      if (e.verdict !== null) text.push(e.verdict);
      return lines(...text);
    } },
    series: [{
      type: "custom", encode: { x: 0, y: 1 }, data: entries.map((e, i) => [e.value ?? 0, i]), clip: false,
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour("soft"), type: "solid", width: 1 }, data: [{ xAxis: 0 }] },
      renderItem: (p, api) => {
        const e = entries[p.dataIndex], at = x => api.coord([x, p.dataIndex])[0], y = api.coord([0, p.dataIndex])[1] + 10;
        const tint = e.verdict ? colour(e.verdict) : colour("accent");
        const box = (low, high, half, fill) => ({ type: "rect", shape: { x: at(low), y: y - half, width: at(high) - at(low), height: 2 * half }, style: { fill } });
        const stroke = (x1, y1, x2, y2, width = 2.5) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: tint, lineWidth: width } });
        const bar = (low, high, width, cap) => [stroke(at(low), y, at(high), y, width), stroke(at(low), y - cap, at(low), y + cap, width), stroke(at(high), y - cap, at(high), y + cap, width)];
        const parts = [{ type: "text", style: { text: e.label, x: p.coordSys.x + (bars ? 6 : 0), y: y - 34, fill: colour("ink"), font: "600 13px " + getComputedStyle(document.body).fontFamily, width: p.coordSys.width, overflow: "truncate" } }];
        if (e.alignedLow !== null && e.alignedHigh !== null) parts.push(box(e.alignedLow, e.alignedHigh, 15, colour("band")));
        if (bars && e.value !== null) parts.push({ ...box(Math.min(0, e.value), Math.max(0, e.value), 9, tint), style: { fill: tint, opacity: .35 } });
        // Where n was fixed its interval leads, and the sequence stands behind it.
        const fixed = e.fixedLow !== null && e.fixedHigh !== null;
        if (e.low !== null && e.high !== null) parts.push(...bar(e.low, e.high, fixed ? 1 : 2.5, fixed ? 3 : 5));
        if (fixed) parts.push(...bar(e.fixedLow, e.fixedHigh, 4, 6));
        if (e.value !== null) parts.push(...marker(e.verdict, at(e.value), y, tint));
        return { type: "group", children: parts };
      } }] });

  const sequence = s => {
    const last = s.points[s.points.length - 1][0], tint = colour(s.verdict);
    const line = (data, more) => ({ type: "line", data, symbol: "none", lineStyle: { color: tint, width: 1.2 }, ...more });
    return {
      ...base(),
      grid: { left: 44, right: 14, top: 10, bottom: 46 },
      xAxis: axis("pairs", { type: "log", min: 1, max: Math.max(2, last), minorSplitLine: { show: false }, splitLine: { show: false } }),
      yAxis: axis("", { min: -1, max: 1, interval: .5 }),
      tooltip: { ...base().tooltip, trigger: "axis", axisPointer: { label: { show: false } }, formatter: found => {
        const [n, low, mean, high] = s.points[found[0].dataIndex];
        return lines(n === 1 ? "after 1 pair" : `after ${n} pairs`, `mean ${signed(mean)}`, `interval [${signed(low)}, ${signed(high)}]`);
      } },
      series: [
        { type: "custom", data: s.points, silent: true, clip: true, renderItem: (p, api) => p.dataIndex > 0 ? null : {
          type: "polygon", style: { fill: tint, opacity: .16 },
          shape: { points: [...s.points.map(q => api.coord([q[0], q[3]])), ...s.points.map(q => api.coord([q[0], q[1]])).reverse()] } } },
        line(s.points.map(p => [p[0], p[1]]), {
          markArea: { silent: true, itemStyle: { color: colour("band") }, data: s.alignedLow === null ? [] : [[{ yAxis: s.alignedLow }, { yAxis: s.alignedHigh }]] },
          markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: colour("soft"), type: "solid", width: 1 }, data: [{ yAxis: 0 }] } }),
        line(s.points.map(p => [p[0], p[3]])),
        line(s.points.map(p => [p[0], p[2]]), { lineStyle: { color: tint, width: 2.4 } })] };
  };

  // A replication's lines: each with its band where it has intervals; a reference is dashed.
  const plot = d => {
    const tint = i => colour("series" + i % 6), few = d.lines.every(l => l.points.length <= 40), sparse = l => l.points.length <= 6;
    return {
      ...base(),
      legend: { show: d.lines.length > 1, top: 0, left: 0, type: "scroll", itemGap: 18, textStyle: { color: colour("ink"), fontSize: 13 }, itemWidth: 22 },
      grid: { left: 64, right: 18, top: d.lines.length > 1 ? 40 : 14, bottom: 50 },
      xAxis: axis(d.x, { type: d.log ? "log" : "value", scale: true, splitLine: { show: false } }),
      yAxis: axis(d.y, { scale: true, nameGap: 48 }),
      tooltip: { ...base().tooltip, trigger: "item", formatter: p => {
        const [x, y, low, high] = d.lines[p.seriesIndex >> 1].points[p.dataIndex], digits = v => String(+v.toPrecision(4)).replace("-", "−");
        return lines(d.lines[p.seriesIndex >> 1].name, `${d.x}: ${digits(x)}`, low === null ? digits(y) : `${digits(y)} [${digits(low)}, ${digits(high)}]`);
      } },
      series: d.lines.flatMap((l, i) => {
        const banded = l.points.filter(p => p[2] !== null && p[3] !== null);
        return [
          { type: "line", name: l.name, data: l.points.map(p => [p[0], p[1]]), symbol: l.reference ? "diamond" : "circle", symbolSize: l.reference ? 11 : 6, showSymbol: l.reference ? sparse(l) : few,
            itemStyle: { color: tint(i) }, lineStyle: { color: tint(i), width: l.reference && sparse(l) ? 0 : 2.2, type: l.reference ? "dashed" : "solid" } },
          { type: "custom", silent: true, data: banded, encode: { x: 0, y: [2, 3] }, clip: true, z: 1, itemStyle: { color: tint(i) }, renderItem: (p, api) => p.dataIndex > 0 ? null : {
            type: "polygon", style: { fill: tint(i), opacity: .16 },
            shape: { points: [...banded.map(q => api.coord([q[0], q[3]])), ...banded.map(q => api.coord([q[0], q[2]])).reverse()] } } }];
      }) };
  };

  const add = (id, option) => {
    const place = document.getElementById(id);
    if (place) charts.push({ place, option, chart: echarts.init(place, null, { renderer: "svg" }) });
  };
  const draw = () => charts.forEach(c => c.chart.setOption(c.option(), true));
  const fit = () => charts.forEach(c => c.chart.resize());
  // A browser prints without waiting for the next frame, so what was resized is painted at once.
  const fitPaper = () => charts.forEach(c => {
    const width = c.place.closest(".finding") ? 595 : 650; // A4 less its margins is 658 pixels wide
    c.chart.resize({ width: Math.min(width, c.place.clientWidth) });
    c.chart.getZr().flush();
  });

  const most = Math.max(.1, ...data.goals.flatMap(g => [g.high ?? 0, g.value ?? 0]));
  // A share that remains may reach 2; effects end at 1.
  const farthest = Math.max(1, ...data.forest.flatMap(f => [f.value ?? 0, f.high ?? 0]));
  add("forest", () => rows(data.forest, "effect of the change", { min: -1, max: farthest > 1 ? 2 : 1 }, false));
  data.sequences.forEach((s, i) => add("sequence-" + i, () => sequence(s)));
  add("goal-chart", () => rows(data.goals, "nats per episode", { min: 0, max: Math.ceil(most * 10) / 10 }, true));
  // Intervals may reach past the largest weight; beyond 2 they say "unknown" and are cut off by the frame.
  const reach = Math.min(2, Math.max(1, ...data.revealed.flatMap(e => [Math.ceil(Math.abs(e.low ?? 0) * 2) / 2, Math.ceil(Math.abs(e.high ?? 0) * 2) / 2])));
  add("revealed-chart", () => rows(data.revealed, "utility", { min: -reach, max: reach }, true));
  (data.plots ?? []).forEach(d => add(d.id, () => plot(d)));
  draw();

  new ResizeObserver(() => { if (!root.classList.contains("printing")) fit(); }).observe(document.querySelector("main"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  // Paper is always light.
  addEventListener("beforeprint", () => { root.classList.add("printing"); draw(); fitPaper(); });
  addEventListener("afterprint", () => { root.classList.remove("printing"); draw(); fit(); });
})();
