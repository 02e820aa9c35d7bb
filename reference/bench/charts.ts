// The charts of a bench: results in, SVG out.
// Knows what each chart shows; how it is drawn is vega's affair.

import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Results } from "./results.ts";

const WIDTH = 520;
/** How much longer the axis is than the longest bar, whose number stands behind it. */
const ROOM_FOR_NUMBERS = 1.1;
/** Room for one bar. */
const STEP = 18;
const OURS = "#2f6f9f";
const OTHERS = "#b9bfc6";

const CONFIG = {
  background: "#ffffff",
  font: "sans-serif",
  axis: { labelFontSize: 12, titleFontSize: 12, labelLimit: 260 },
  legend: { labelFontSize: 12, labelLimit: 260 },
  title: { fontSize: 14, anchor: "start" },
} as const;

/** Whether a name is that of the reference, as vega asks it. */
const IS_OURS = "indexof(datum.contender, 'reference') === 0";

/** Bars, the longest first, with their numbers at the end; `x` is the member that is drawn. */
function bars(title: string, unit: string, found: readonly { readonly contender: string; readonly x: number }[]) {
  const values = found.toSorted((one, other) => other.x - one.x);
  const longest = values[0]?.x ?? 0;
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title,
    width: WIDTH,
    height: { step: STEP },
    config: CONFIG,
    data: { values },
    encoding: {
      y: { field: "contender", type: "nominal", sort: values.map(({ contender }) => contender), title: null },
      x: { field: "x", type: "quantitative", title: unit, scale: { domain: [0, longest * ROOM_FOR_NUMBERS] } },
    },
    layer: [
      { mark: "bar", encoding: { color: { condition: { test: IS_OURS, value: OURS }, value: OTHERS } } },
      {
        mark: { type: "text", align: "left", dx: 4 },
        encoding: { text: { field: "x", type: "quantitative", format: ",.3~s" } },
      },
    ],
  };
  return spec as unknown as TopLevelSpec;
}

function passLines(results: Results): TopLevelSpec {
  const spec = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: "One pass as the map grows, nobody ready",
    width: WIDTH,
    height: 320,
    config: CONFIG,
    data: { values: results.passes },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "channels", type: "quantitative", scale: { type: "log", nice: false }, title: "channels" },
      y: {
        field: "microseconds",
        type: "quantitative",
        scale: { type: "log", nice: false },
        title: "microseconds a pass",
      },
      color: { field: "contender", type: "nominal", title: null },
      strokeDash: { condition: { test: IS_OURS, value: [1, 0] }, value: [4, 3] },
    },
  };
  return spec as unknown as TopLevelSpec;
}

/** The picture, with its title as the text that stands for it. */
async function svgOf(spec: TopLevelSpec): Promise<string> {
  const view = new vega.View(vega.parse(compile(spec).spec), { renderer: "none" });
  const svg = await view.toSVG();
  return svg.replace(/^<svg[^>]*>/, (opening) => `${opening}<title>${String(spec.title)}</title>`);
}

/** Every chart there are results for, by file name. */
export async function drawCharts(results: Results): Promise<ReadonlyMap<string, string>> {
  const charts = new Map<string, string>();
  for (const { id, title, unit } of results.workloads) {
    const values = results.measured
      .filter(({ workload }) => workload === id)
      .map(({ contender, median }) => ({ contender, x: median.perSecond }));
    if (values.length > 0) charts.set(`${id}.svg`, await svgOf(bars(title, `${unit} a second`, values)));
  }
  const memory = results.memory.map(({ contender, bytesPerConnection }) => ({ contender, x: bytesPerConnection }));
  if (memory.length > 0)
    charts.set("memory.svg", await svgOf(bars("Memory of its own per idle connection", "bytes", memory)));
  if (results.passes.length > 0) charts.set("passes.svg", await svgOf(passLines(results)));
  return charts;
}
