// The body that Ory's courier posts to /otp/send. Ory evaluates it for each text message (courier.channels, type http).
// A message without a code is not posted to a passcode endpoint: it is sent as it is, and verify-bridge refuses it by name.
function(ctx)
  local data = std.get(ctx, 'template_data', {});
  local keys = ['login_code', 'registration_code', 'verification_code', 'recovery_code'];
  local codes = [data[key] for key in keys if std.objectHas(data, key)];
  {
    to: ctx.recipient,
    [if std.length(codes) > 0 then 'code']: codes[0],
    idp: 'ory',
  }
