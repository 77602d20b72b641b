import type { Channel } from './channels';

const SMS =
  'af ar ca zh zh-CN zh-HK hr cs da nl en et fi fr de el he hi hu id it ja kn ko lt ms mr nb pl pt pt-BR ro ru sk es ' +
  'sv tl te th tr uk vi';
const CALL = 'ca zh zh-CN zh-HK da nl en en-GB fi fr de it ja ko nb pl pt pt-BR ru es sv';

/**
 * The languages of the default templates: https://www.twilio.com/docs/verify/supported-languages. The page has none for
 * e-mail, whose template is the owner's. WhatsApp sends the same default template as SMS
 * (https://www.twilio.com/docs/verify/verification-templates), so here it has the same languages.
 */
export const LOCALES: Readonly<Record<Channel, readonly string[]>> = {
  sms: SMS.split(' '),
  call: CALL.split(' '),
  whatsapp: SMS.split(' '),
  email: [],
};
