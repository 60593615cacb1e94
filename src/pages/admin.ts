import type { RequestHandler } from 'express';
import { userOf } from '../auth/index.js';
import type { Views } from './views.js';
import { wordsFor } from './words/language.js';

/** A page for one group, to show how a page for one group is made. Behind a guard. */
export const adminPage = ({
  views,
  adminGroup,
}: {
  readonly views: Views;
  readonly adminGroup: string;
}): RequestHandler =>
  function showAdmin(request, response) {
    views.render(response, 'admin', {
      title: wordsFor(request).adminPage.title,
      group: adminGroup,
      groups: userOf(request).groups,
    });
  };
