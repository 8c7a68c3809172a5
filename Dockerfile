# One image for every part; the command picks it (see docker-compose.yml).
FROM node:24-bookworm-slim AS build
WORKDIR /weir
COPY . .
RUN npx -y "$(node -p "require('./package.json').packageManager")" install --frozen-lockfile '--filter=!@weir/tests'
RUN PATH="$PWD/node_modules/.bin:$PATH" turbo run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
RUN useradd --system --create-home weir && mkdir -p /var/lib/weir && chown weir /var/lib/weir
COPY --from=build --chown=weir /weir /weir
WORKDIR /weir
USER weir
ENTRYPOINT ["node"]
CMD ["apps/cli/src/main.ts", "start"]
