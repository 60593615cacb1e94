import type { Asked } from './arguments.js';

const made = `It makes, under names that begin with crp-probe- and with the tag probe=cognito-relying-party:
  2 user pools of the plan Essentials, each with a prefix domain, 5 app clients, a resource server and 4 people
  1 app client and 1 person more, in one of the pools
and removes all of it at the end, however it ends. It sends no mail and no SMS, and calls no Lambda function.`;

const costs = `What it costs, as https://aws.amazon.com/cognito/pricing/ had it in 2026 (look there for today's prices):
  User pools, domains and app clients as such: nothing.
  9 monthly active users on Essentials: nothing within the first 10,000 of an account and month, $0.015 each beyond.
  2 tokens for machines (client credentials), of which none is free: $0.00225 each.
  Together less than $0.15, and mostly less than a cent.`;

const needs = `It needs credentials where the AWS SDK looks for them, that may call cognito-idp: CreateUserPool, TagResource,
DeleteUserPool, ListUserPools, DescribeUserPool, CreateUserPoolDomain, DeleteUserPoolDomain, CreateUserPoolClient,
CreateManagedLoginBranding, CreateResourceServer, SetUserPoolMfaConfig, AdminCreateUser, AdminSetUserPassword,
AdminDisableUser, AdminGetUser, AdminUserGlobalSignOut, ListUsers. It takes some minutes.`;

/** What is going to happen, before it does. */
export const planOf = ({ region, against, isConfirmed }: Asked): string => {
  const what =
    against === undefined
      ? [`This walks Amazon Cognito in ${region}, then the local pool.`, made, costs, needs]
      : [`This walks the pool at ${new URL(against).origin}, then the local pool.`, made];
  return [...what, ...(isConfirmed ? [] : ['Nothing was made. Add --yes to go on.'])].join('\n\n');
};
