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

  i16(value: number): void {
    this.#view.setInt16(this.at, value, true);
    this.at += 2;
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

  i16(): number {
    this.at += 2;
    return this.#view.getInt16(this.at - 2, true);
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

const half = new DataView(new ArrayBuffer(4));

/** The upper half of a 32-bit float, rounded: 8 bits of precision at any size. */
function toHalf(value: number): number {
  half.setFloat32(0, value);
  return Math.min(0xff7f, (half.getUint32(0) + 0x8000) >>> 16);
}

function fromHalf(bits: number): number {
  half.setUint32(0, bits << 16);
  return half.getFloat32(0);
}

/** With more features than this it takes less to write all of them than to say which. */
const sparseMax = Math.floor((featureCount * 4) / 6);
const everyFeature: readonly number[] = Array.from({ length: featureCount }, (_, feature) => feature);

/** The features that are written, in rising order: those that have a weight, or simply all. */
function writtenFeatures({ weights }: LearntModel): readonly number[] {
  const used = everyFeature.filter((feature) => weights[feature] !== 0);
  return used.length > sparseMax ? everyFeature : used;
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

function writeModel(writer: Writer, model: LearntModel, features: readonly number[]): void {
  writer.u32(model.labels);
  writeSlope(writer, model.bias);
  writer.u8(model.table.size);
  for (const [task, evidence] of model.table) {
    writeTask(writer, task, evidence);
    writeSlope(writer, model.taskSlopes.get(task) ?? { weight: 0, squares: 0 });
  }
  let largest = 0;
  for (const feature of features) largest = Math.max(largest, Math.abs(model.weights[feature] ?? 0));
  writer.f64(largest);
  const scale = largest === 0 ? 0 : weightSteps / largest;
  writer.u16(features.length);
  if (features !== everyFeature) for (const feature of features) writer.u16(feature);
  for (const feature of features) writer.i16(Math.round((model.weights[feature] ?? 0) * scale));
  for (const feature of features) writer.u16(toHalf(model.squares[feature] ?? 0));
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
  const largest = reader.f64();
  const count = reader.u16();
  const features = count === featureCount ? everyFeature : Array.from({ length: count }, () => reader.u16());
  const [weights, squares] = [new Float32Array(featureCount), new Float32Array(featureCount)];
  for (const feature of features) weights[feature] = (reader.i16() / weightSteps) * largest;
  for (const feature of features) squares[feature] = fromHalf(reader.u16());
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
