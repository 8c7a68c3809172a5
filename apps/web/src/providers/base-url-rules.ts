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
