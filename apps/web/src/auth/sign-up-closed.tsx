import { ButtonLink } from '../ui/button.tsx';
import { AuthFrame } from './auth-frame.tsx';

const words = {
  invite: {
    title: 'Sign-up is by invitation',
    lead: 'Somebody who manages an organization here can invite you by e-mail. Open the link of that mail to create your account.',
  },
  closed: {
    title: 'Sign-up is closed',
    lead: 'This instance takes no new accounts now. Its operator can open sign-up again, or let people in by invitation.',
  },
} as const;

/** Says why there is no form, and what to do instead. */
export function SignUpClosed({ mode, signIn }: { readonly mode: keyof typeof words; readonly signIn: string }) {
  const { title, lead } = words[mode];
  return (
    <AuthFrame title={title} lead={lead}>
      <div>
        <ButtonLink href={signIn} look="primary">
          Sign in
        </ButtonLink>
      </div>
    </AuthFrame>
  );
}
