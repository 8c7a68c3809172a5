import { readEnv, type WebEnv } from '../env.ts';

/** How this machine itself reaches the web. */
function localUrl({ WEIR_HOST: host, WEIR_WEB_PORT: port }: WebEnv): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** How people reach the web. */
export function publicUrlOf(env: WebEnv): string {
  return env.WEIR_PUBLIC_URL ?? localUrl(env);
}

/** How clients reach the gateway. */
export function gatewayUrlOf(env: WebEnv): string {
  return env.WEIR_GATEWAY_PUBLIC_URL ?? env.WEIR_GATEWAY_URL;
}

/** The addresses of this instance as others use them, without a slash at their end. */
export function instanceUrls(): { readonly gateway: string; readonly web: string } {
  const env = readEnv();
  return { gateway: gatewayUrlOf(env).replace(/\/+$/, ''), web: publicUrlOf(env).replace(/\/+$/, '') };
}
