import { Failure } from '../../setup/failure';
import { createOddAnswer as createOdd, Refusal, toFailure } from '../api';
import { asList, asObject, asText } from '../json';

export const TITLE = 'PingOne';
export const STATUS_PAGE = 'https://status.pingidentity.com';
const SENTENCES: Readonly<Record<string, string>> = {
  UNIQUENESS_VIOLATION:
    'PingOne has another resource with this name. Rename that one in its console, and run the command again.',
};

/** For JSON of another form, which must not be read as an empty environment: everything would be made a second time. */
export const createOddAnswer = (): Failure => createOdd({ title: TITLE, statusPage: STATUS_PAGE });

/**
 * What PingOne refused, in words that say what to do. Its messages are not shown, for they may hold what was sent; its codes
 * are. https://developer.pingidentity.com/pingone-api/platform/reference/error-codes.html
 * @throws any error that is a bug
 */
export function explainRefusal(error: unknown, environmentId: string): Failure {
  const rights = `the role Environment Admin in the environment ${environmentId}`;
  if (!(error instanceof Refusal)) return toFailure(error, TITLE, rights);
  const { status, body } = error;
  const details = asList(body['details']).map(asObject);
  const known = details.map((detail) => SENTENCES[asText(detail['code'])]).find((one) => one !== undefined);
  if (known !== undefined) return new Failure(known);
  if (status === 401)
    return new Failure('PingOne takes the token no longer. Run the command again; what was done stays.');
  if (status === 404)
    return new Failure(
      `PingOne finds no such resource in the environment ${environmentId}. Compare PINGONE_ENVIRONMENT_ID and PINGONE_REGION with the console (Environment properties), and run the command again.`,
    );
  if (status !== 400) return toFailure(error, TITLE, rights);
  const codes = [body['code'], ...details.flatMap(({ code, target }) => [code, target])]
    .map(asText)
    .filter((code) => /^[\w.[\]]{1,80}$/.test(code));
  return new Failure(
    `PingOne refused the request with status 400 (${codes.join(', ')}). What was done stays. If the console takes the same, tell the authors of verify-bridge.`,
  );
}
