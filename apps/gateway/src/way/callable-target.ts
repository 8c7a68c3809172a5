import type { ProjectConfig } from '@weir/access/project-config';
import { capabilitiesOf } from '@weir/catalog/capabilities';
import { WeirError } from '@weir/protocol/errors';
import type { Provider } from '@weir/providers/provider';
import { provider } from '@weir/providers/registry';
import { baseUrlOf } from '@weir/providers/shared/base-url-of';
import type { Target } from '@weir/routing/target';

/** A Target with what it takes to call it. */
export type CallableTarget = {
  readonly provider: Provider;
  readonly model: string;
  readonly baseUrl: string;
  readonly providerKeyId?: string;
  /** What the provider key says besides its secret. */
  readonly settings?: Readonly<Record<string, string>>;
  /** From the catalogue, where it knows: whether the model thinks, and the most it can put out. */
  readonly reasons?: boolean;
  readonly outputTokensMax?: number;
};

/** Throws model_not_found for a provider key without the base URL that it needs. */
function makeCallable(config: ProjectConfig, target: Target): CallableTarget {
  const upstream = provider(target.provider);
  const key = config.providerKeys.find(({ id }) => id === target.providerKeyId);
  const baseUrl = upstream === undefined ? undefined : baseUrlOf(upstream, key);
  if (upstream === undefined || (baseUrl === undefined && upstream.local === undefined)) {
    const message = `The provider key of ${target.provider} has no base URL. Store one with it.`;
    throw new WeirError('model_not_found', message, { field: 'model' });
  }
  const { model, providerKeyId } = target;
  const known = capabilitiesOf(target.provider, model);
  return {
    provider: upstream,
    model,
    baseUrl: baseUrl ?? '',
    ...(providerKeyId === undefined ? {} : { providerKeyId }),
    ...(key?.settings === undefined ? {} : { settings: key.settings }),
    ...(known?.reasoning === undefined ? {} : { reasons: known.reasoning }),
    ...(known?.outputTokensMax === undefined ? {} : { outputTokensMax: known.outputTokensMax }),
  };
}

/** Targets live as long as the configuration that they were made of. */
const made = new WeakMap<Target, CallableTarget>();

/** What it takes to call a Target of `config`. Throws model_not_found where its key lacks the base URL that it needs. */
export function callableTarget(config: ProjectConfig, target: Target): CallableTarget {
  const known = made.get(target);
  if (known !== undefined) return known;
  const callable = makeCallable(config, target);
  made.set(target, callable);
  return callable;
}
