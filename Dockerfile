# syntax=docker/dockerfile:1
# The npm package `node` brings the runtime that the service runs on; the image only has to bring npm.
FROM node:24-bookworm-slim AS build
WORKDIR /grantline
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /grantline
ENV NODE_ENV=production HOST=0.0.0.0 PORT=7420 GRANTLINE_DATA=/data
COPY --from=build --chown=root:root /grantline/package.json ./
COPY --from=build --chown=root:root /grantline/node_modules ./node_modules
COPY --from=build --chown=root:root /grantline/dist ./dist
COPY --from=build --chown=root:root /grantline/bin ./bin
COPY --from=build --chown=root:root /grantline/models ./models
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 7420
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node_modules/.bin/node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node_modules/.bin/node", "--enable-source-maps", "dist/apps/access/main.js"]
