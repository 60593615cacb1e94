# Two images: the site (docker build --target site .) and the local user pool (docker build --target local-pool .). Nothing is
# compiled for a processor, so the stages that run a command run on the builder's own, and both images are made for others
# without emulation. Digests: node scripts/pin-images.mjs.
ARG BUILDPLATFORM
FROM --platform=${BUILDPLATFORM:-linux/amd64} node:24.21.0-trixie-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM packages AS build
RUN npm ci --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build
# What the site never runs does not belong into its image.
RUN cp -r dist site && rm -rf site/local-pool site/testing site/demo.js site/demo site/probe.js site/probe site/.tsbuildinfo

FROM packages AS dependencies
RUN npm ci --omit=dev --no-audit --no-fund

# The pool's own packages only, in the versions of the one lock file.
FROM packages AS pool-dependencies
COPY packages/local-pool/package.json ./pool.json
RUN npm ci --no-audit --no-fund && mv pool.json package.json && npm prune --omit=dev --no-audit --no-fund

FROM node:24.21.0-trixie-slim AS base
WORKDIR /app
COPY LICENSE ./
ARG VERSION=0.0.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.version=$VERSION \
  org.opencontainers.image.revision=$REVISION \
  org.opencontainers.image.source=$SOURCE \
  org.opencontainers.image.licenses=MIT \
  org.opencontainers.image.base.name=docker.io/library/node:24.21.0-trixie-slim

# The local user pool, for development and tests only: everything that reaches its ports reaches its codes and its people.
FROM base AS local-pool
LABEL org.opencontainers.image.title=cognito-local-pool \
  org.opencontainers.image.description="An Amazon Cognito user pool for development and tests, never for real people"
COPY --from=pool-dependencies /app/package.json ./
COPY --from=pool-dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist/local-pool ./dist/local-pool
COPY views/local-pool ./views/local-pool
USER node
EXPOSE 9400 9401
# With --tls plain http gets no answer; then it is enough that the port is open.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9401/_local/').then(({ ok }) => process.exit(ok ? 0 : 1), () => require('node:net').connect(9401, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1)))"]
# In a container the published ports lead to every address but the loopback one.
ENTRYPOINT ["node", "dist/local-pool/main.js", "--host", "0.0.0.0"]

# Makes the certificates and secrets of the compose files. It is never published.
FROM node:24.21.0-trixie-slim AS prepare
RUN apt-get update && apt-get install -y --no-install-recommends openssl && rm -rf /var/lib/apt/lists/*
COPY --chmod=755 deploy/prepare.sh /prepare.sh
CMD ["/prepare.sh", "/run/prepared"]

# The site. It is the last, and so what is built without a target.
FROM base AS site
LABEL org.opencontainers.image.title=cognito-relying-party-site \
  org.opencontainers.image.description="A site that signs in with Amazon Cognito: an OpenID Connect relying party with server-side sessions"
ENV NODE_ENV=production
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/site ./dist
COPY views/site ./views/site
COPY views/partials ./views/partials
COPY public ./public
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --start-interval=1s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server.js"]
