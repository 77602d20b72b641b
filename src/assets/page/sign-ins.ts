import { find, make } from './dom';
import type { SignIn } from './replies';

/** The sign-ins of the sandbox: each in a tab of its own, so that the phone stays in sight. */
export function startSignIns() {
  const place = find('sign-ins');
  return {
    show(signIns: SignIn[]): void {
      if (!place.hidden || signIns.length === 0) return;
      const links = signIns.flatMap(({ name, url }, index) => [
        index === 0 ? ' ' : ', ',
        make('a', { href: url, target: '_blank', rel: 'noopener' }, `with ${name}`),
      ]);
      place.append('Or sign in as a user does, and read the code off the phone:', ...links);
      place.hidden = false;
    },
  };
}
