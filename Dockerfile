# One image for every part; the command picks it (see docker-compose.yml). On its own it runs an embedded instance:
#   docker run -p 3000:3000 -p 4000:4000 -v weir:/var/lib/weir weir
FROM node:24-bookworm-slim AS build
WORKDIR /weir
COPY . .
RUN npx -y "$(node -p "require('./package.json').packageManager")" install --frozen-lockfile '--filter=!@weir/tests'
RUN PATH="$PWD/node_modules/.bin:$PATH" turbo run build && rm -rf apps/web/.next/cache node_modules/.cache .turbo

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 WEIR_HOST=0.0.0.0 WEIR_HOME=/var/lib/weir
RUN useradd --system --create-home weir && install -d -o weir -g weir -m 0711 /var/lib/weir
COPY --from=build /weir /weir
# The product is root's, so that nobody who gets into it can change it; Next alone keeps a cache beside what it built.
RUN install -d -o weir -g weir /weir/apps/web/.next/cache
WORKDIR /weir
USER weir
EXPOSE 3000 4000
HEALTHCHECK --interval=10s --timeout=6s --start-period=120s CMD ["node", "scripts/healthy.mjs", "http://127.0.0.1:3000/healthz"]
ENTRYPOINT ["node"]
CMD ["apps/cli/src/main.ts", "start"]
