import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function configuration(port: number, upstreamPort: number, directory: string): string {
  return `
daemon off;
worker_processes 1;
pid ${directory}/nginx.pid;
error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  keepalive_requests 100000000;
  upstream model { server 127.0.0.1:${upstreamPort}; keepalive 128; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://model;
      proxy_http_version 1.1;
      proxy_set_header connection "";
      proxy_buffering off;
    }
  }
}
`;
}

/** nginx as a plain reverse proxy with one worker and keep-alive on both sides, pinned to `core`. */
export function startNginx(options: { port: number; upstreamPort: number; core: number }): ChildProcess {
  const directory = mkdtempSync(join(tmpdir(), 'weir-bench-nginx-'));
  const file = join(directory, 'nginx.conf');
  writeFileSync(file, configuration(options.port, options.upstreamPort, directory));
  return spawn('taskset', ['-c', String(options.core), 'nginx', '-c', file, '-p', directory], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
