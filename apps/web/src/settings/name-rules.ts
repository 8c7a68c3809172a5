/** What a name must be, before the services say the same. */
export const nameRules = {
  validate: (name: string) => name.trim() !== '' || 'Give it a name.',
  maxLength: { value: 100, message: 'At most 100 characters.' },
};
