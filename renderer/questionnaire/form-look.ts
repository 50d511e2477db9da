import { createBaseThemeStyle, settings, SvgRegistry } from 'survey-core';
import 'survey-core/survey-core.fontless.min.css';
import './battery-question.tsx';
import './markdown-question.tsx';
import './select-question.tsx';
import './survey-theme.css';
import './survey-controls.css';

/*
 * The form library would write its theme into a <style> element, which the page's content policy forbids. The
 * same rules go into a sheet of the document; survey-theme.css then sets the library's colours to the app's.
 */
const theme = new CSSStyleSheet();
theme.replaceSync(createBaseThemeStyle());
document.adoptedStyleSheets = [...document.adoptedStyleSheets, theme];

// Below the heading of the screen; a question's title is the name of its control, not a heading.
settings.titleTags.page = 'h2';
settings.titleTags.panel = 'h2';
settings.titleTags.question = 'div';

// The one drawing of the library that carries a style of its own; no form here has a timer.
SvgRegistry.registerIcon('timercircle', '<svg viewBox="0 0 160 160"></svg>');
