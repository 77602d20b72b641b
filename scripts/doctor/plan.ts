import { readPolicy } from '../../src/config';
import { findProblems } from '../../src/config/reader';
import { providers } from '../../src/identity-providers/registry';
import { warn, type Check } from './check';

/** The tag `idp` of every send but those whose caller chooses it: /otp/send, which is `generic` if the caller does not. */
const IDPS = ['verify', ...providers.flatMap(({ otpRoutes }) => otpRoutes.map(({ idp }) => idp))];

/** The rules of CHANNEL_PLAN that may be for nobody, because a provider's name is misspelt: such a rule never matches. */
export function checkPlan(variables: Readonly<Record<string, string>>): Check[] {
  // The variable's own problems are among the variables'.
  if (findProblems(variables, readPolicy).some(({ field }) => field === 'CHANNEL_PLAN')) return [];
  const { plan } = readPolicy(variables, []);
  const unknown = new Set(plan.flatMap(({ idp }) => (idp === undefined || IDPS.includes(idp) ? [] : [idp])));
  return [...unknown].map((idp) =>
    warn(
      'channel plan',
      `CHANNEL_PLAN has a rule for ${idp}: no provider. It is right only if a caller of /otp/send sends this idp.`,
      `otherwise write one of ${[...new Set(IDPS)].join(', ')}`,
    ),
  );
}
