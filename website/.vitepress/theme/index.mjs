import { nextTick, onMounted, watch } from 'vue';
import { useRoute, withBase } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import './style.css';

// Only a page with a drawing loads what draws it.
const draw = async () => {
  const nodes = document.querySelectorAll('pre.mermaid:not([data-processed])');
  if (nodes.length === 0) return;
  const { default: mermaid } = await import(/* @vite-ignore */ withBase('/mermaid/mermaid.esm.min.mjs'));
  const theme = document.documentElement.classList.contains('dark') ? 'dark' : 'neutral';
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme });
  await mermaid.run({ nodes });
};

export default {
  extends: DefaultTheme,
  setup: () => {
    const route = useRoute();
    onMounted(draw);
    watch(
      () => route.path,
      () => nextTick(draw),
    );
  },
};
