import { WeirError } from '../errors.ts';
import type { JsonObject } from '../json-read.ts';
import type { ChatOperation } from '../operation.ts';
import type { BuiltinTool, ChatRequest, VendorTool } from './chat-request.ts';
import { type Feature, features, fieldOf, refusedFields } from './features.ts';

/** Whom a request is written for, as far as its writing depends on it. */
export type EncodeTarget = {
  /** The provider's name, for errors. */
  readonly name: string;
  readonly model: string;
  /** Whose sealed reasoning it can read: the origin of a Signature. */
  readonly signer?: string;
  /** What it cannot do though its dialect could say it. */
  readonly lacks: ReadonlySet<Feature>;
  /** True, false, or unknown where the catalogue does not say: whether the model thinks. */
  readonly reasons?: boolean;
  /** Most tokens that the model can put out; for dialects that demand a limit. */
  readonly outputTokensMax?: number;
};

type Asking = Pick<ChatRequest, 'dialect' | 'tools' | 'toolChoice'>;

/** True where tools of the client's own can be called as well, and the model chooses. */
function isOffered({ tools, toolChoice }: Asking): boolean {
  const isFree = toolChoice === undefined || toolChoice.kind === 'auto' || toolChoice.kind === 'none';
  return isFree && tools.some(({ kind }) => kind !== 'builtin');
}

const toolFeatures: Readonly<Partial<Record<BuiltinTool, Feature>>> = {
  web_search: 'web_search',
  code_execution: 'code_execution',
};

/** The feature that a vendor's own tool is. */
export function featureOfTool({ tool }: Pick<VendorTool, 'tool'>): Feature {
  return toolFeatures[tool] ?? 'builtin_tools';
}

/** Keeps what of a request could not travel. */
export class Losses {
  readonly #dialect: ChatOperation;
  readonly #offersOnly: boolean;
  readonly #target: EncodeTarget;
  readonly #dropped = new Set<string>();

  constructor(request: Asking, target: EncodeTarget) {
    this.#dialect = request.dialect;
    this.#offersOnly = isOffered(request);
    this.#target = target;
  }

  /** True where the target can do it; else as `cannot`, and false. */
  can(feature: Feature): boolean {
    if (!this.#target.lacks.has(feature)) return true;
    this.cannot(feature);
    return false;
  }

  /** The target cannot do it: dropped by the table of features, or a WeirError unsupported_capability. `field` where it is more exact. */
  cannot(feature: Feature, field = fieldOf(feature, this.#dialect)): void {
    if (features[feature].rule === 'refuse') throw this.#refusal(field);
    this.#dropped.add(field);
  }

  /**
   * The target does not have a vendor's own tool. Offered beside the client's own, without being asked for, it is
   * dropped: agents always offer all they know. Else `cannot`.
   */
  cannotTool(tool: Pick<VendorTool, 'tool'>): void {
    const feature = featureOfTool(tool);
    if (this.#offersOnly) this.#dropped.add(`${fieldOf('tools', this.#dialect)}.${tool.tool}`);
    else this.cannot(feature);
  }

  /** True where the target has a vendor's own tool, as far as `lacks` says; else as `cannotTool`, and false. */
  canTool(tool: Pick<VendorTool, 'tool'>): boolean {
    if (!this.#target.lacks.has(featureOfTool(tool))) return true;
    this.cannotTool(tool);
    return false;
  }

  /** Dropped whatever the table says of its feature: what it asks for is met in another way, in part. */
  drop(field: string): void {
    this.#dropped.add(field);
  }

  /** Fields that only the request's own dialect has. */
  foreign(native: JsonObject | undefined): void {
    for (const [field, value] of Object.entries(native ?? {})) {
      if (value === null || value === undefined) continue;
      if (refusedFields.has(field)) throw this.#refusal(field);
      this.#dropped.add(field);
    }
  }

  /** The fields that were dropped, as the caller wrote them. */
  get dropped(): readonly string[] {
    return [...this.#dropped];
  }

  #refusal(field: string): WeirError {
    const { name, model } = this.#target;
    return new WeirError('unsupported_capability', `${field} cannot be sent to ${model} at ${name}.`, { field });
  }
}
