/** GSM-7: https://www.twilio.com/docs/glossary/what-is-gsm-7-character-encoding */
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§' +
    '¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** They take two places each. */
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');

/** How many messages a text is charged as: 160 characters of GSM-7 or 70 others, less in each part of several. */
export function countSegments(text: string): number {
  const characters = [...text];
  const isGsm = characters.every((one) => GSM.has(one) || GSM_EXTENDED.has(one));
  const length = isGsm
    ? characters.length + characters.filter((one) => GSM_EXTENDED.has(one)).length
    : text.length;
  const [single, part] = isGsm ? [160, 153] : [70, 67];
  return length <= single ? 1 : Math.ceil(length / part);
}
