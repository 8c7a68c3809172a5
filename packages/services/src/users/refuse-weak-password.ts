import { ServiceError } from '../service-error.ts';

/** Of the passwords that are tried first everywhere, those that are long enough for us. */
const common = new Set(
  `1234567890 12345678910 123456789a 0123456789 0987654321 1q2w3e4r5t 1q2w3e4r5t6y qwertyuiop qwerty12345 qwerty123456
  password12 password123 password1234 password12345 passw0rd123 passwordpassword iloveyou12 iloveyou123 letmein1234
  welcome123 welcome1234 changeme12 changeme123 admin12345 admin123456 administrator abcdefghij abcdefghijk abcd123456
  abc123456789 asdfghjkl1 zxcvbnm123 football123 baseball123 sunshine123 princess123 dragon12345 monkey12345
  correcthorsebatterystaple trustno1234 q1w2e3r4t5 qazwsxedcrfv 1qaz2wsx3edc qwertyqwerty 123123123123 11223344556`
    .split(/\s+/)
    .filter((each) => each !== ''),
);

const isOneCharacter = (text: string) => new Set(text).size === 1;

/** Throws `invalid` on `field` for a password that would be guessed at once. */
export function refuseWeakPassword(password: string, email: string, field: string): void {
  const plain = password.toLowerCase();
  const refuse = (reason: string) => new ServiceError('invalid', `${field}: ${reason}.`, { field });
  if (plain === email) throw refuse('must not be the e-mail address');
  if (common.has(plain) || isOneCharacter(plain)) throw refuse('is one of the first that anybody would try');
}
