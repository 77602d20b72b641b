import type { Answer, Question } from './question';

/** A question with its answer. */
export interface Asked {
  question: Question;
  answer: Answer;
}

/** The report, in Markdown, to be pasted into an issue. @param versions such as `verify-bridge 0.1.0` */
export function renderReport(asked: readonly Asked[], now: number, versions: readonly string[]): string {
  const [date = ''] = new Date(now).toISOString().split('T');
  const parts = asked.map(({ question: { title, documents, expected }, answer: { verdict, found } }) =>
    [
      `### ${title}`,
      '',
      `- Listed in: ${documents.join(', ')}`,
      `- Expected: ${expected}`,
      `- Result: **${verdict}**`,
      ...found.map((sentence) => `- ${sentence}`),
      '',
    ].join('\n'),
  );
  return [`## Live check of ${date}`, '', `${versions.join(', ')}.`, '', ...parts].join('\n');
}

/** Ids of Twilio, UUIDs, addresses of deployments, and whatever could be a phone number or a code. */
const SUSPECT = [
  /\b[A-Z]{2}[0-9a-f]{32}\b/gi,
  /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b[\w-]+(\.[\w-]+)*\.twil\.io\b/gi,
  /\+[1-9]\d{6,}/g,
];

/**
 * The second line of defence: no answer holds any of these, and what is printed or recorded is checked all the same.
 * @param secrets the number, the tokens and the domain
 */
export const hideSecrets = (text: string, secrets: readonly string[]): string =>
  SUSPECT.reduce((rest, pattern) => rest.replace(pattern, '[hidden]'), hideKnown(text, secrets));

/** @param secrets the number, the tokens and the domain */
export const hideKnown = (text: string, secrets: readonly string[]): string =>
  secrets.filter((one) => one.length >= 6).reduce((rest, one) => rest.replaceAll(one, '[hidden]'), text);
