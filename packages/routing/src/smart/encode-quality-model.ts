import { isTask, type Task } from '@weir/catalog/quality/task';
import {
  type Evidence,
  emptyQualityModel,
  featureCount,
  type LearntModel,
  modelsMax,
  type QualityModel,
  type Slope,
} from './quality-model.ts';

/** "WQ" and the version of the format. */
const magic = 0x5157;
const version = 1;
const headBytes = 10;
const taskNumbers = 9;
const weightSteps = 32_767;

const text = new TextEncoder();
const untext = new TextDecoder();

class Writer {
  readonly #view: DataView;
  at = 0;

  constructor(bytes: number) {
    this.#view = new DataView(new ArrayBuffer(bytes));
  }

  u8(value: number): void {
    this.#view.setUint8(this.at, value);
    this.at += 1;
  }

  u16(value: number): void {
    this.#view.setUint16(this.at, value, true);
    this.at += 2;
  }

  u16s(values: Uint16Array): void {
    const { at } = this;
    for (let index = 0; index < values.length; index += 1)
      this.#view.setUint16(at + 2 * index, values[index] ?? 0, true);
    this.at = at + 2 * values.length;
  }

  u32(value: number): void {
    this.#view.setUint32(this.at, value, true);
    this.at += 4;
  }

  f64(value: number): void {
    this.#view.setFloat64(this.at, value, true);
    this.at += 8;
  }

  text(bytes: Uint8Array): void {
    this.u16(bytes.length);
    new Uint8Array(this.#view.buffer).set(bytes, this.at);
    this.at += bytes.length;
  }

  result(): Uint8Array {
    return new Uint8Array(this.#view.buffer, 0, this.at);
  }
}

class Reader {
  readonly #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#view.byteLength - this.at;
  }

  u8(): number {
    this.at += 1;
    return this.#view.getUint8(this.at - 1);
  }

  u16(): number {
    this.at += 2;
    return this.#view.getUint16(this.at - 2, true);
  }

  u16s(count: number): Uint16Array {
    const read = new Uint16Array(count);
    const { at } = this;
    for (let index = 0; index < count; index += 1) read[index] = this.#view.getUint16(at + 2 * index, true);
    this.at = at + 2 * count;
    return read;
  }

  u32(): number {
    this.at += 4;
    return this.#view.getUint32(this.at - 4, true);
  }

  f64(): number {
    this.at += 8;
    return this.#view.getFloat64(this.at - 8, true);
  }

  text(): string {
    const length = this.u16();
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.at, length);
    this.at += length;
    return untext.decode(bytes);
  }
}

/** The upper halves of 32-bit floats, rounded: 8 bits of precision at any size. */
function halvesOf(values: Float32Array, features: Uint16Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(features.length);
  for (let index = 0; index < features.length; index += 1) {
    halves[index] = Math.min(0xff7f, ((bits[features[index] ?? 0] ?? 0) + 0x8000) >>> 16);
  }
  return halves;
}

/** Weights as whole steps of the largest one. */
function stepsOf(weights: Float32Array, features: Uint16Array, largest: number): Uint16Array {
  const scale = largest === 0 ? 0 : weightSteps / largest;
  const steps = new Int16Array(features.length);
  for (let index = 0; index < features.length; index += 1) {
    steps[index] = Math.round((weights[features[index] ?? 0] ?? 0) * scale);
  }
  return new Uint16Array(steps.buffer);
}

/** With more features than this it takes less to write all of them than to say which. */
const sparseMax = Math.floor((featureCount * 4) / 6);
const everyFeature = Uint16Array.from({ length: featureCount }, (_, feature) => feature);

/** The features that are written, in rising order: those that have a weight, or simply all. */
function writtenFeatures({ weights }: LearntModel): Uint16Array {
  const used = new Uint16Array(featureCount);
  let count = 0;
  for (let feature = 0; feature < featureCount; feature += 1) {
    if (weights[feature] === 0) continue;
    used[count] = feature;
    count += 1;
  }
  return count > sparseMax ? everyFeature : used.subarray(0, count);
}

function writeTask(writer: Writer, task: Task, evidence: Evidence): void {
  writer.text(text.encode(task));
  writer.f64(evidence.scores);
  writer.f64(evidence.scoreSum);
  writer.f64(evidence.scoreWeight);
  writer.f64(evidence.scoreWeightSquares);
  writer.f64(evidence.verdicts);
  writer.f64(evidence.verdictSum);
  writer.f64(evidence.verdictWeight);
}

function writeSlope(writer: Writer, { weight, squares }: Slope): void {
  writer.f64(weight);
  writer.f64(squares);
}

function writeModel(writer: Writer, model: LearntModel, features: Uint16Array): void {
  writer.u32(model.labels);
  writeSlope(writer, model.bias);
  writer.u8(model.table.size);
  for (const [task, evidence] of model.table) {
    writeTask(writer, task, evidence);
    writeSlope(writer, model.taskSlopes.get(task) ?? { weight: 0, squares: 0 });
  }
  let largest = 0;
  for (let feature = 0; feature < featureCount; feature += 1) {
    largest = Math.max(largest, Math.abs(model.weights[feature] ?? 0));
  }
  writer.f64(largest);
  writer.u16(features.length);
  if (features !== everyFeature) writer.u16s(features);
  writer.u16s(stepsOf(model.weights, features, largest));
  writer.u16s(halvesOf(model.squares, features));
}

function sizeOf(name: Uint8Array, model: LearntModel, features: number): number {
  const ofFeatures = (features === featureCount ? 4 : 6) * features;
  return 2 + name.length + 4 + 16 + 1 + model.table.size * (2 + 16 + 8 * taskNumbers) + 8 + 2 + ofFeatures;
}

/** A state as bytes, to be stored: at most 135 KB a model. Weights are rounded to 16 bits: it comes back a little coarser. */
export function encodeQualityModel(state: QualityModel): Uint8Array {
  const models = [...state.models].map(([name, model]) => {
    return { name: text.encode(name), model, features: writtenFeatures(model) };
  });
  const bytes = models.reduce(
    (sum, { name, model, features }) => sum + sizeOf(name, model, features.length),
    headBytes,
  );
  const writer = new Writer(bytes);
  writer.u16(magic);
  writer.u16(version);
  writer.u32(state.labels);
  writer.u16(models.length);
  for (const { name, model, features } of models) {
    writer.text(name);
    writeModel(writer, model, features);
  }
  return writer.result();
}

function readEvidence(reader: Reader): Evidence {
  return {
    scores: reader.f64(),
    scoreSum: reader.f64(),
    scoreWeight: reader.f64(),
    scoreWeightSquares: reader.f64(),
    verdicts: reader.f64(),
    verdictSum: reader.f64(),
    verdictWeight: reader.f64(),
  };
}

function readSlope(reader: Reader): Slope {
  return { weight: reader.f64(), squares: reader.f64() };
}

/** By index rather than one by one through an iterator: a gateway has nobody waiting while it reads a state. */
function readWeights(reader: Reader): Pick<LearntModel, 'weights' | 'squares'> {
  const largest = reader.f64();
  const count = reader.u16();
  const features = count === featureCount ? undefined : reader.u16s(count);
  const steps = reader.u16s(count);
  const halves = reader.u16s(count);
  const [weights, bits] = [new Float32Array(featureCount), new Uint32Array(featureCount)];
  for (let index = 0; index < count; index += 1) {
    const feature = features?.[index] ?? index;
    const step = steps[index] ?? 0;
    weights[feature] = ((step < 0x8000 ? step : step - 0x10000) / weightSteps) * largest;
    bits[feature] = (halves[index] ?? 0) << 16;
  }
  return { weights, squares: new Float32Array(bits.buffer) };
}

function readModel(reader: Reader): LearntModel {
  const labels = reader.u32();
  const bias = readSlope(reader);
  const table = new Map<Task, Evidence>();
  const taskSlopes = new Map<Task, Slope>();
  for (let left = reader.u8(); left > 0; left -= 1) {
    const task = reader.text();
    const [evidence, slope] = [readEvidence(reader), readSlope(reader)];
    if (!isTask(task)) continue;
    table.set(task, evidence);
    taskSlopes.set(task, slope);
  }
  const { weights, squares } = readWeights(reader);
  return { labels, table, bias, taskSlopes, weights, squares };
}

function read(reader: Reader): QualityModel | undefined {
  if (reader.u16() !== magic || reader.u16() !== version) return undefined;
  const state = emptyQualityModel();
  state.labels = reader.u32();
  const count = reader.u16();
  if (count > modelsMax) return undefined;
  for (let left = count; left > 0; left -= 1) state.models.set(reader.text(), readModel(reader));
  return reader.left === 0 ? state : undefined;
}

/** The state that `encodeQualityModel` wrote; undefined for anything else: another format, a part of one, other bytes. */
export function decodeQualityModel(bytes: Uint8Array): QualityModel | undefined {
  try {
    return read(new Reader(bytes));
  } catch (error) {
    // Reading past the end.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
