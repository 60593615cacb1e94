/** A route of an app: its whole path, and the methods that have a handler there. */
export interface Route {
  readonly path: string;
  readonly methods: readonly string[];
}

/** What is read of Express: each layer of a router is a route, a router of its own at a path, or neither. */
interface Layer {
  readonly rawPath?: unknown;
  readonly route?: { readonly path: unknown; readonly stack: readonly { readonly method?: string }[] };
  readonly handle: unknown;
}

/** Every route below a router, also of routers within it. Throws where it cannot tell, so that none is passed over. */
export const routesOf = (router: unknown, prefix = ''): readonly Route[] =>
  layersOf(router).flatMap(({ rawPath, route, handle }) => {
    if (route !== undefined) {
      const methods = route.stack.flatMap(({ method }) => (method === undefined ? [] : [method]));
      return pathsIn(route.path).map((path) => ({ path: `${prefix}${path}`, methods }));
    }
    if (layersOf(handle).length === 0) return [];
    return pathsIn(rawPath).flatMap((path) => routesOf(handle, `${prefix}${path.replace(/\/$/, '')}`));
  });

const layersOf = (router: unknown): readonly Layer[] => {
  const isRouter = typeof router === 'function' && 'stack' in router && Array.isArray(router.stack);
  return isRouter ? (router.stack as readonly Layer[]) : [];
};

const pathsIn = (path: unknown): readonly string[] => {
  const paths = [path].flat();
  if (paths.every((one) => typeof one === 'string')) return paths;
  throw new Error('A route that is not a plain path cannot be told');
};

/** The addresses of the routes that take one of the methods that change something, with a word for each parameter. */
export const changingPaths = (router: unknown): readonly string[] =>
  routesOf(router)
    .filter(({ methods }) => methods.some((method) => ['post', 'put', 'patch', 'delete'].includes(method)))
    .map(({ path }) => path.replaceAll(/:\w+/g, 'any'));
