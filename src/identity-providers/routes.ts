import type { EventRoute, OtpRoute } from './provider';
import { providers } from './registry';

/** The route of each caller that the test page offers. */
export const routesByCaller: Readonly<Record<string, OtpRoute>> = Object.fromEntries(
  providers.flatMap(({ profile, otpRoutes }) =>
    profile.callers.flatMap(({ name, path }) => {
      const route = otpRoutes.find((one) => one.path === path);
      return route === undefined ? [] : [[name, route]];
    }),
  ),
);

/** The event route of each provider that gives feedback. */
export const eventRoutesByProvider: Readonly<Record<string, EventRoute>> = Object.fromEntries(
  providers.flatMap(({ profile: { name }, eventRoute }) =>
    eventRoute === undefined ? [] : [[name, eventRoute]],
  ),
);
