import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { readNonce } from '../server/nonce.ts';
import { Nonce } from '../shell/nonce.tsx';
import { themeOf } from '../shell/theme.ts';
import { fontClasses } from '../ui/fonts.ts';
import { ToastProvider } from '../ui/toast.tsx';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Weir', template: '%s · Weir' },
  description: 'The gateway that routes every LLM call and accounts for it.',
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fafbfb' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1315' },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get('weir.theme')?.value);
  return (
    <html lang="en" className={fontClasses} {...(theme === 'system' ? {} : { 'data-theme': theme })}>
      <body>
        <Nonce nonce={await readNonce()} />
        <ToastProvider>{children}</ToastProvider>
      </body>
    </html>
  );
}
