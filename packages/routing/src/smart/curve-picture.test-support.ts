/** A point of a learning curve: rated prompts, the mean over some runs and their range. */
export type CurvePoint = {
  readonly labels: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};
export type CurveLine = { readonly name: string; readonly color: string; readonly points: readonly CurvePoint[] };

const width = 640;
const height = 360;
const plot = { left: 56, right: 24, top: 40, bottom: 52 } as const;
const values = { low: 0.46, high: 0.7, step: 0.02 } as const;
const gate = 0.65;

function element(name: string, attributes: Readonly<Record<string, string | number>>, inner = ''): string {
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${value}"`);
  return inner === '' ? `<${name}${all.join('')}/>` : `<${name}${all.join('')}>${inner}</${name}>`;
}

function yOf(value: number): number {
  const share = (value - values.low) / (values.high - values.low);
  return Math.round((height - plot.bottom - share * (height - plot.top - plot.bottom)) * 10) / 10;
}

function text(content: string, attributes: Readonly<Record<string, string | number>>): string {
  return element('text', { fill: '#555', ...attributes }, content);
}

function grid(): readonly string[] {
  const count = Math.round((values.high - values.low) / values.step);
  return Array.from({ length: count + 1 }, (_, index) => values.low + index * values.step).flatMap((value) => {
    const y = yOf(value);
    const line = element('line', { x1: plot.left, x2: width - plot.right, y1: y, y2: y, stroke: '#ddd' });
    return [line, text(value.toFixed(2), { x: plot.left - 8, y: y + 4, 'text-anchor': 'end' })];
  });
}

/** A learning curve as an SVG picture; the number of labels grows by powers. */
export function curvePicture(lines: readonly CurveLine[]): string {
  const labels = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.labels)))].sort((a, b) => a - b);
  const [least = 1, most = 2] = [labels[0], labels.at(-1)];
  const xOf = (count: number): number => {
    const share = Math.log(count / least) / Math.log(most / least);
    return Math.round((plot.left + 16 + share * (width - plot.left - plot.right - 40)) * 10) / 10;
  };
  const axis = labels.map((count) => {
    return text(count.toLocaleString('en'), { x: xOf(count), y: height - 30, 'text-anchor': 'middle' });
  });
  const drawn = lines.flatMap(({ name, color, points }, index) => [
    element('polyline', {
      points: points.map((point) => `${xOf(point.labels)},${yOf(point.mean)}`).join(' '),
      fill: 'none',
      stroke: color,
      'stroke-width': 2,
    }),
    ...points.flatMap(({ labels: count, mean, low, high }) => {
      const x = xOf(count);
      return [
        element('line', { x1: x, x2: x, y1: yOf(low), y2: yOf(high), stroke: color }),
        element('circle', { cx: x, cy: yOf(mean), r: 3.5, fill: color }),
      ];
    }),
    text(name, { x: plot.left + 16, y: plot.top + 16 + index * 18, fill: color }),
  ]);
  const gateLine = element('line', {
    ...{ x1: plot.left, x2: width - plot.right, y1: yOf(gate), y2: yOf(gate) },
    ...{ stroke: '#999', 'stroke-dasharray': '5 4' },
  });
  const inner = [
    element('title', {}, 'Learning curve of smart routing'),
    element('rect', { width, height, fill: '#fff' }),
    text('Share of the gap recovered (APGR), out of fold; a random router has .50', { x: plot.left, y: 22 }),
    ...grid(),
    gateLine,
    text('asked for: 0.65', { x: width - plot.right, y: yOf(gate) - 5, 'text-anchor': 'end' }),
    ...drawn,
    ...axis,
    text('prompts whose answers were rated', { x: width / 2, y: height - 8, 'text-anchor': 'middle' }),
  ];
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height };
  const font = { 'font-family': 'system-ui, sans-serif', 'font-size': 12, role: 'img' };
  return `${element('svg', { ...attributes, ...font }, `\n${inner.join('\n')}\n`)}\n`;
}
