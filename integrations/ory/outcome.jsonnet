// The body that a web_hook posts to /otp/outcome after a flow that a code has completed. `phone` is the trait of your
// identity schema. Without a number there is nothing to report, and the flow goes on.
function(ctx)
  local traits = std.get(ctx.identity, 'traits', {});
  if std.objectHas(traits, 'phone') then { to: traits.phone, outcome: 'approved' } else error 'cancel'
