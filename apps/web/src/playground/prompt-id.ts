/** The id of the field in which the next prompt is written. */
export const promptId = 'playground-prompt';

/** Puts the cursor there. */
export function focusPrompt(): void {
  document.getElementById(promptId)?.focus();
}
