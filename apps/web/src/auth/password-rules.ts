export const passwordCharactersMin = 10;
export const passwordCharactersMax = 200;

/** How many characters make a password that nobody guesses by trying. */
const longCharacters = 16;

export type PasswordStanding = {
  readonly state: 'empty' | 'refused' | 'enough' | 'strong';
  readonly words: string;
};

function count(characters: number): string {
  return characters === 1 ? '1 character' : `${characters} characters`;
}

/** What is wrong with a new password, as far as the page can know; undefined for one that may be sent. */
export function passwordFault(password: string, email: string): string | undefined {
  const { length } = password;
  if (length === 0) return 'Choose a password.';
  if (length < passwordCharactersMin) {
    return `At least ${passwordCharactersMin} characters: ${count(passwordCharactersMin - length)} more.`;
  }
  if (length > passwordCharactersMax) return `At most ${passwordCharactersMax} characters.`;
  if (email !== '' && password.toLowerCase() === email.trim().toLowerCase()) return 'Not the e-mail address itself.';
  if (new Set(password.toLowerCase()).size === 1) return 'Not one character again and again.';
  return undefined;
}

/** How a password stands while it is typed, in words. */
export function passwordStanding(password: string, email: string): PasswordStanding {
  if (password === '') {
    return {
      state: 'empty',
      words: `At least ${passwordCharactersMin} characters. Several words are easy to remember.`,
    };
  }
  const fault = passwordFault(password, email);
  if (fault !== undefined) return { state: 'refused', words: fault };
  if (password.length < longCharacters) {
    return { state: 'enough', words: `Long enough. With ${longCharacters} characters it is strong.` };
  }
  return { state: 'strong', words: 'Strong by its length.' };
}
