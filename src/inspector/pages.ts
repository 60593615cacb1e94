import { Router, type Request, type RequestHandler, type Response } from 'express';
import { signInOf, type Auth } from '../auth/index.js';
import type { Browsers } from './browsers.js';
import { createSources } from './sources.js';
import { storiesOf, type Story } from './stories.js';
import { storyEntry, storyView, type StoryEntry, type StoryView } from './view.js';

export interface InspectorLocals {
  readonly title: string;
  readonly stories: readonly (StoryEntry & { readonly isShown: boolean })[];
  /** The story that is drawn: the newest one, or the one that was asked for. */
  readonly story: StoryView | undefined;
  readonly isSignedIn: boolean;
}

export interface SourceLocals {
  readonly title: string;
  readonly file: string;
  readonly lines: readonly string[];
}

/** What draws the pages. */
export interface InspectorViews {
  readonly basePath: string;
  render(response: Response, name: 'inspector', locals: InspectorLocals): void;
  render(response: Response, name: 'inspector-source', locals: SourceLocals): void;
}

export interface InspectorPagesOptions {
  readonly auth: Pick<Auth, 'requireSameOrigin' | 'requireSignIn' | 'refreshNow'>;
  readonly views: InspectorViews;
}

/** The pages of the inspector, to be mounted at the root of the site, after `auth.session`. */
export const createInspectorPages = (
  browsers: Pick<Browsers, 'known'>,
  { auth, views }: InspectorPagesOptions,
): Router => {
  const { basePath } = views;
  const sources = createSources(basePath);
  const storiesFor = (request: Request): readonly Story[] =>
    storiesOf(browsers.known(request)?.exchanges ?? []);
  const backToInspector: RequestHandler = (_request, response) =>
    response.redirect(303, `${basePath}/inspector`);

  const router = Router();
  const show = (request: Request, response: Response, story: Story | undefined): void => {
    const stories = storiesFor(request);
    views.render(response, 'inspector', {
      title: 'Inspector',
      stories: stories.map((one) => ({ ...storyEntry(one, basePath), isShown: one.id === story?.id })),
      story: story && storyView(story, { basePath, sources, stories }),
      isSignedIn: signInOf(request) !== undefined,
    });
  };

  router.get('/inspector', function showNewest(request, response) {
    show(request, response, storiesFor(request)[0]);
  });

  router.get('/inspector/source/*file', function showSource(request, response, next) {
    const file = [request.params['file'] ?? []].flat().join('/');
    const lines = sources.linesOf(file);
    if (lines === undefined) return next();
    views.render(response, 'inspector-source', { title: `src/auth/${file}`, file, lines });
  });

  router.get('/inspector/:id', function showOne(request, response, next) {
    const story = storiesFor(request).find(({ id }) => id === request.params.id);
    return story === undefined ? next() : show(request, response, story);
  });

  router.post(
    '/inspector/refresh',
    auth.requireSameOrigin(),
    auth.requireSignIn(),
    async function refresh(request, _response, next) {
      await auth.refreshNow(request);
      next();
    },
    backToInspector,
  );

  router.post(
    '/inspector/forget',
    auth.requireSameOrigin(),
    function forget(request, _response, next) {
      browsers.known(request)?.forget();
      next();
    },
    backToInspector,
  );
  return router;
};
