type Named = { readonly provider: string; readonly model: string };

function covers(pattern: string, { provider, model }: Named): boolean {
  if (pattern === '*' || pattern === `${provider}/*`) return true;
  return pattern === model || pattern === `${provider}/${model}`;
}

/** True when a gateway key's `allowedModels` let it use a target: by upstream name, `provider/model` or `provider/*`. */
export function isAllowed(target: Named, allowedModels: readonly string[] | undefined): boolean {
  return allowedModels === undefined || allowedModels.some((pattern) => covers(pattern, target));
}
