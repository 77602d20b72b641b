const KEY = 'verify-bridge console password';

/** For this tab only: it is gone once the tab is. */
export function readPassword(): string {
  return sessionStorage.getItem(KEY) ?? '';
}

export function keepPassword(value: string): void {
  sessionStorage.setItem(KEY, value);
}

export function forgetPassword(): void {
  sessionStorage.removeItem(KEY);
}

/** Takes it from the address that `npm start` prints, `/#<password>`, and out of the address and the tab's history. */
export function takePasswordFromAddress(): boolean {
  const fragment = location.hash.slice(1);
  if (fragment === '' || document.getElementById(fragment) !== null) return false;
  history.replaceState(null, '', location.pathname + location.search);
  keepPassword(decodeFragment(fragment));
  return true;
}

/** A fragment holds some characters percent-encoded, and a `%` of the password as it is. */
function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
