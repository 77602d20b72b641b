/** What the columns of the tables count: see send-outcome.ts, outcomes.ts and redelivery.ts. */

export const redeliveryLegend = {
  deliveries: 'how often each batch came until it got its 200',
  calls: 'requests to Verify to approve a verification',
  'per approval': 'such requests for each verification that was approved',
  lost: 'logins whose batch got its 200, and whose verification nobody approved',
  doubled: 'approvals of another verification than the one that the event was about',
  miscounted: 'deliveries whose counts did not add up',
} as const;

export const sendLegend = {
  refused: 'replies that say that nothing was sent',
  unsure: 'replies that say that the passcode may have been sent',
  events: 'outcomes of what left, delivered until each batch got its 200',
  doubled: 'passcodes that left twice or more, on whatever channel and API',
  pretended: 'replies that say sent of a passcode that did not leave',
  denied: 'replies that say that nothing was sent of a passcode that left',
  mistaken:
    'replies with another SID, channel or API than that of the passcode that left, and approvals of another verification than that of the number',
  leaked: 'replies with a passcode or a number in them',
  'no answer': 'replies that the contract does not have for a request without a mistake',
  lost: 'verifications that nobody approved, though the batch got its 200',
  miscounted: 'deliveries whose counts did not add up',
} as const;

const WIDTH = Math.max(...Object.keys({ ...redeliveryLegend, ...sendLegend }).map((name) => name.length));

/** A line a column. */
export const renderLegend = (legend: Readonly<Record<string, string>>): string =>
  Object.entries(legend)
    .map(([column, meaning]) => `  ${column.padEnd(WIDTH)}  ${meaning}`)
    .join('\n');
