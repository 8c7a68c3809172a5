const form = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The rules of a form field for an e-mail address. The services look closer. */
export const emailRules = {
  required: 'Enter your e-mail address.',
  validate: (email: string) =>
    form.test(email.trim()) || 'This is no e-mail address: it has the form name@example.org.',
};

/** True when `email` can be the address that `masked` (`o***@example.org`) stands for. */
export function fitsMask(email: string, masked: string): boolean {
  const plain = email.trim().toLowerCase();
  const [first = '', domain = ''] = masked.toLowerCase().split('***');
  return plain.startsWith(first) && plain.endsWith(domain) && plain.length > first.length + domain.length - 1;
}
