const printable = /^[\x21-\x7e]+$/;

/** What a secret must be, checked before it is sent; the server says the same. */
export function secretRules(isOptional: boolean) {
  return {
    validate(secret: string): string | true {
      const given = secret.trim();
      if (given === '') return isOptional || 'Paste the key that the provider gave you.';
      return (
        printable.test(given) || 'A key has no blanks in it. Check that it was copied whole, and nothing else with it.'
      );
    },
  };
}

/** What a base URL must be, checked before it is sent; the server knows more. */
export function baseUrlRules(isRequired: boolean) {
  return {
    validate(url: string): string | true {
      const given = url.trim();
      if (given === '') return !isRequired || 'Enter where the host answers.';
      return /^https?:\/\/[^\s/]/.test(given) || 'Enter a URL that begins with http:// or https://.';
    },
  };
}
