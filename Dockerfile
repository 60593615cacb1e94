# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS base
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM base AS build
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build
# What the site never runs does not belong into its image.
RUN cp -r dist site && rm -rf site/local-pool site/testing site/demo.js site/.tsbuildinfo

FROM base AS dependencies
RUN npm ci --omit=dev --no-audit --no-fund

# The site: docker build --target site .
FROM base AS site
ENV NODE_ENV=production
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/site ./dist
COPY views/site ./views/site
COPY views/partials ./views/partials
COPY public ./public
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.js"]

# The pool's passkeys need a package of development, which the site never loads: here it is one of production.
FROM dependencies AS pool-dependencies
RUN version="$(npm pkg get 'devDependencies.@simplewebauthn/server' | tr -d '"')" \
  && npm pkg delete 'devDependencies.@simplewebauthn/server' \
  && npm pkg set "dependencies.@simplewebauthn/server=$version" \
  && npm install --omit=dev --no-audit --no-fund

# The local user pool, for trying the site without AWS.
FROM base AS local-pool
COPY --from=pool-dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist/local-pool ./dist/local-pool
COPY views/local-pool ./views/local-pool
USER node
CMD ["node", "dist/local-pool/main.js"]

# Makes the certificates and secrets of docker-compose.yml, once.
FROM debian:bookworm-slim AS prepare
RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
COPY deploy/prepare.sh /prepare.sh
CMD ["/prepare.sh", "/run/prepared"]

# Without a target, the site.
FROM site
