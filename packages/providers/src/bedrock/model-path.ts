/** The path of a model's endpoint: ids have colons, ARNs slashes as well. */
export function modelPath(model: string, endpoint: string): string {
  return `/model/${encodeURIComponent(model)}/${endpoint}`;
}
